import { type MachineTypeName, machineFacts } from "#contract/machine-types.ts";
import type { NodeGroupSpec } from "#contract/node-groups.ts";
import { versionLabel } from "#core/stages/bootstrap.ts";
import { type Amounts, holds, minus } from "./amounts.ts";
import type { ClusterNode, Place } from "./workload.ts";

/** Of a machine's memory, what its kernel and firmware take before the kubelet counts; it is less on every type that we offer. */
const memoryLost = 0.075;
/** Of a root disk, what the kubelet keeps free (10 %) and the image takes. */
const diskLost = 0.2;
/** The kubelet's own limit; machines of ours set no other. */
const podsOnANode = 110;

/** What a kubelet lets pods have of a machine, reckoned low where nobody has measured it. */
const allocatableOf = ({ machineType, diskGiB }: NodeGroupSpec): Amounts => {
  const { vcpus, memoryMiB, gpu } = machineFacts(machineType as MachineTypeName);
  return {
    cpu: vcpus * 1000,
    memory: Math.floor(memoryMiB * (1 - memoryLost) - 100) * 2 ** 20 * 1000,
    pods: podsOnANode * 1000,
    "ephemeral-storage": Math.floor(diskGiB * (1 - diskLost)) * 2 ** 30 * 1000,
    ...(gpu ? { "nvidia.com/gpu": gpu.count * 1000 } : {}),
  };
};

const architectures = { x86_64: "amd64", arm64: "arm64" } as const;

/** Labels that a machine of the group has when it joins, as far as they are sure beforehand. */
const labelsOf = (spec: NodeGroupSpec, version: string, zones: readonly string[]): Record<string, string> => {
  const [zone] = zones;
  return {
    ...spec.labels,
    "kubewright.dev/node-group": spec.name,
    [versionLabel]: version,
    ...(spec.spot ? { "kubewright.dev/spot": "true" } : {}),
    "kubernetes.io/os": "linux",
    "kubernetes.io/arch": architectures[machineFacts(spec.machineType as MachineTypeName).architecture],
    "node.kubernetes.io/instance-type": spec.machineType,
    ...(zone !== undefined && zones.length === 1
      ? { "topology.kubernetes.io/zone": zone, "topology.kubernetes.io/region": zone.replace(/[a-z]$/, "") }
      : {}),
  };
};

/** The smallest of these, so that what fits one of them fits any; undefined when there are none. */
const least = (nodes: readonly ClusterNode[]): Amounts | undefined => {
  const [first, ...others] = nodes.map(({ allocatable }) => allocatable);
  if (!first) return undefined;
  return Object.fromEntries(
    Object.keys(first).map((name) => [name, Math.min(...[first, ...others].map((one) => one[name] ?? 0))]),
  );
};

/**
 * The next machine of a group, as the scheduler will see it once it has joined. What the group's nodes offer counts more than what
 * their type should: a pod that would not fit the real machine would ask for one after the other.
 * @param nodes of the group, made by its present template
 * @param everywhere what runs on each node of its own accord
 */
export const newNode = (
  spec: NodeGroupSpec,
  {
    version,
    zones,
    nodes,
    everywhere,
  }: { version: string; zones: readonly string[]; nodes: readonly ClusterNode[]; everywhere: Amounts },
): Place => {
  const allocatable = least(nodes) ?? allocatableOf(spec);
  return {
    name: "",
    labels: labelsOf(spec, version, zones),
    taints: spec.taints.map(({ key, value, effect }) => ({ key, value, effect })),
    allocatable: holds(allocatable, everywhere) ? minus(allocatable, everywhere) : {},
  };
};
