import { type MachineTypeName, machineFacts } from "#contract/machine-types.ts";
import type { KubernetesObject, NodeFigures } from "#core/ports/cloud.ts";
import type { Thing } from "./world.ts";

/** What the machine has, and uses as long as its kubelet says so. */
export const fakeFigures = ({ machineType, node }: Thing<"instances">): NodeFigures => {
  const { vcpus, memoryMiB } = machineFacts(machineType as MachineTypeName);
  const capacity = { cpuMillicores: vcpus * 1000, memoryMiB, pods: 110 };
  const allocatable = { ...capacity, memoryMiB: memoryMiB - 512 };
  return { capacity, allocatable, ...(node?.usage ? { usage: { ...node.usage } } : {}) };
};

/** The machine as its kubelet would register it, with all that it has for pods. */
export const fakeNodeObject = ({
  id,
  zone,
  role,
  machineType,
  nodeName = "",
  node,
  seen,
}: Thing<"instances">): KubernetesObject => {
  const { vcpus, memoryMiB } = machineFacts(machineType as MachineTypeName);
  const ready = seen > 2 && node?.ready !== false;
  const taken =
    role === "control-plane" ? [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }] : [];
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name: nodeName, labels: { "topology.kubernetes.io/zone": zone, ...node?.labels } },
    spec: {
      providerID: `aws:///${zone}/${id}`,
      taints: [...taken, ...(node?.taints ?? [])],
      ...(node?.unschedulable ? { unschedulable: true } : {}),
    },
    status: {
      capacity: { cpu: String(vcpus), memory: `${memoryMiB}Mi`, pods: "110" },
      allocatable: { cpu: String(vcpus), memory: `${memoryMiB - 512}Mi`, pods: "110" },
      conditions: [{ type: "Ready", status: ready ? "True" : "False" }],
    },
  };
};
