import { parseCidr } from "#contract/cidr.ts";
import { groupAllows } from "#contract/states.ts";
import type { Kubernetes, Machine } from "#core/ports/cloud.ts";
import type { State } from "#core/ports/state.ts";
import { machinesWanted } from "#core/quotas/limits.ts";
import type { ClusterRecord, NodeGroupRecord, NodeRecord } from "#core/records.ts";
import { readNode, readPod } from "./read-workload.ts";
import type { ScaledGroup, Scene } from "./scaled.ts";

/** What has been seen of the cluster already. */
export interface Surroundings {
  now: string;
  cluster: ClusterRecord;
  groups: readonly NodeGroupRecord[];
  records: readonly NodeRecord[];
  machines: readonly Machine[];
  api: Pick<Kubernetes, "list">;
}

export interface ScalingPorts {
  state: Pick<State, "used">;
  machineLimit: number;
}

/** Machines of one placement group a zone. Source: Amazon EC2, "Placement strategies", spread placement groups. */
const spreadMost = 7;

const isScaled = ({ spec, state }: NodeGroupRecord): boolean =>
  spec.autoscaling.enabled && groupAllows(state, "nodeGroupUpdate");

const zonesOf = ({ resources }: ClusterRecord, { spec }: NodeGroupRecord): string[] =>
  (resources.subnets ?? []).map(({ zone }) => zone).filter((zone) => spec.zones?.includes(zone) ?? true);

/** Nodes that the cluster may have more than it is to have: by its pod range, a /24 each, and by the tenant's quota. */
const roomFor = async (
  { tenantId, spec }: ClusterRecord,
  groups: readonly NodeGroupRecord[],
  { state, machineLimit }: ScalingPorts,
): Promise<number> => {
  const { machines } = await state.used(tenantId);
  const wanted = machinesWanted(
    spec.controlPlane,
    groups.map((group) => group.spec),
  );
  const range = (parseCidr(spec.network.podCidr)?.size ?? 0) / 256;
  return Math.max(Math.min(range - wanted, machineLimit - machines), 0);
};

const scaledGroup = (group: NodeGroupRecord, { cluster, machines }: Surroundings, room: number): ScaledGroup => {
  const { nodeGroupId, spec, template, grewTo, shrunkAt = {} } = group;
  const zones = zonesOf(cluster, group);
  const mine = machines.filter((machine) => machine.nodeGroupId === nodeGroupId && !machine.kept);
  const limit = Math.min(
    spec.max,
    spec.size + room,
    spec.placement === "spread" ? spreadMost * zones.length : spec.max,
  );
  return {
    ...{ nodeGroupId, spec, version: cluster.spec.version, zones, limit, shrunkAt },
    nodeIds: new Set(mine.map(({ instanceId }) => instanceId)),
    current: new Set(mine.filter((machine) => machine.template === template).map(({ instanceId }) => instanceId)),
    ...(grewTo ? { grewTo } : {}),
  };
};

/**
 * Everything that scaling goes by.
 * @returns undefined when no group of the cluster is scaled: nothing more is asked of its API then
 * @throws TemporaryFailure
 */
export const lookAtWorkload = async (seen: Surroundings, ports: ScalingPorts): Promise<Scene | undefined> => {
  const { now, cluster, groups, records, api } = seen;
  const scaled = groups.filter(isScaled);
  if (scaled.length === 0) return undefined;
  const [pods, nodes, room] = await Promise.all([
    api.list({ apiVersion: "v1", kind: "Pod" }),
    api.list({ apiVersion: "v1", kind: "Node" }),
    roomFor(cluster, groups, ports),
  ]);
  return {
    now,
    groups: scaled.map((group) => scaledGroup(group, seen, room)),
    nodes: nodes.map(readNode),
    pods: pods.flatMap((pod) => readPod(pod) ?? []),
    idleSince: new Map(
      records.flatMap(({ nodeId, idleSince }) => (idleSince === undefined ? [] : [[nodeId, idleSince] as const])),
    ),
  };
};
