import type { Condition } from "#contract/conditions.ts";
import { beginScaling } from "#core/autoscaling/begin-scaling.ts";
import { type Scaling, scalingFacts, scalingOf, withIdle, withoutScaling } from "#core/autoscaling/scaling.ts";
import { Conflict } from "#core/errors.ts";
import type { KubernetesNode } from "#core/ports/cloud.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import { drainedReason } from "#core/stages/node-change.ts";
import { isHalfUpgraded } from "#core/upgrade/is-half-upgraded.ts";
import { isInWindow } from "#core/upgrade/windows.ts";
import { beginMemberRepair } from "./begin-member-repair.ts";
import { beginRepair, type RepairPorts } from "./begin-repair.ts";
import { changeOf, conditionsOf, merged, stateOf, unreachable } from "./conditions.ts";
import { decideMember, type MemberRepair } from "./decide-member.ts";
import { decideRepair, type Repair } from "./decide-repair.ts";
import type { Halt } from "./halts.ts";
import { type Look, type LookPorts, lookAtCluster } from "./look-at-cluster.ts";
import { isUnhealthy, type SeenNode } from "./seen.ts";

export type WatchPorts = LookPorts & RepairPorts & { /** Of each tenant. */ machineLimit: number };

/** What came of a look: nothing to do, a repair, another size of a node group, or somebody else is at the cluster and the next look will do. */
export type Watched =
  | { outcome: "as it was" | "noted" | "busy" }
  | { outcome: "repair" | "scaling"; operationId: string };

/** Nodes of one look that are written at once; the rest by the next look. */
const mostNodes = 50;

/** An operation knows better than we what is missing, and why. */
export const atRest = ({ state, activeOperation }: ClusterRecord): boolean =>
  activeOperation === undefined && (state === "running" || state === "degraded");

/** The node's record as it ought to be; the same object where it is so already. */
const recordOf = (record: NodeRecord, seen: SeenNode | undefined, node: KubernetesNode | undefined): NodeRecord => {
  if (!seen) return record;
  const { reason: was, ...rest } = record;
  if (isUnhealthy(seen)) {
    const reason = seen.gone ? "its machine has ended or stands still" : `not Ready since ${seen.unreadySince ?? ""}`;
    return record.state === "not-ready" && was === reason ? record : { ...rest, state: "not-ready", reason };
  }
  if (record.state !== "not-ready") return record;
  return { ...rest, state: "ready", ...(node?.unschedulable ? { reason: drainedReason } : {}) };
};

const changedNodes = ({ records, nodes, answered }: Look, scaling: Scaling): NodeRecord[] => {
  // Without Kubernetes it is not known which nodes are Ready.
  if (!answered) return [];
  const seen = new Map(nodes.map((node) => [node.nodeId, node]));
  return records.flatMap((record) => {
    const now = withIdle(recordOf(record, seen.get(record.nodeId), answered.get(record.nodeId)), scaling);
    return now === record ? [] : [now];
  });
};

const same = (a: readonly Condition[], b: readonly Condition[]): boolean =>
  JSON.stringify(a.map(({ type, is, reason, message }) => [type, is, reason, message])) ===
  JSON.stringify(b.map(({ type, is, reason, message }) => [type, is, reason, message]));

/** Writes what is not on record yet. @returns whether there was something @throws Conflict */
const noteLook = async (
  cluster: ClusterRecord,
  look: Look,
  facts: ReturnType<typeof conditionsOf>,
  scaling: Scaling,
  { health }: WatchPorts,
): Promise<boolean> => {
  const conditions = merged(
    withoutScaling(cluster.conditions, scaling),
    [...facts, ...scalingFacts(scaling)],
    look.now,
  );
  const state = isHalfUpgraded(cluster, look.records) ? "degraded" : stateOf(facts);
  const nodes = changedNodes(look, scaling);
  if (state === cluster.state && nodes.length === 0 && same(conditions, cluster.conditions)) return false;
  const message = changeOf(cluster.conditions, facts);
  await health.noteHealth(cluster, {
    ...{ state, conditions, nodes: nodes.slice(0, mostNodes), at: look.now },
    ...(message === undefined ? {} : { message }),
  });
  return true;
};

/** What is to be done; without Kubernetes nothing. The control plane comes first: workers live on it. */
const decisionOf = (
  { spec, membersRepairedAt: repairedAt = [] }: ClusterRecord,
  look: Look,
): { member?: MemberRepair; repair?: Repair; halts: Halt[] } => {
  if (!look.answered) return { halts: [] };
  const inWindow = isInWindow(spec.maintenance, look.now);
  const { repair: member, halt } = decideMember({ ...look, size: spec.controlPlane.machines, repairedAt, inWindow });
  const { repair, halts } = decideRepair(look);
  return {
    ...(member ? { member } : {}),
    ...(repair ? { repair } : {}),
    halts: [...(halt ? [halt] : []), ...halts],
  };
};

/**
 * Looks at a cluster, writes down how it is, and begins the one repair that is due, if any; else the one change of a group's size. Asked
 * for each minute, and whenever the cloud tells of a machine; may be asked for by many at a time, for each write stands against what
 * was read.
 * @throws TemporaryFailure
 */
export const watchCluster = async (cluster: ClusterRecord, ports: WatchPorts): Promise<Watched> => {
  if (!atRest(cluster)) return { outcome: "busy" };
  const look = await lookAtCluster(cluster, ports);
  const { machines: members } = cluster.spec.controlPlane;
  const { member, repair, halts } = decisionOf(cluster, look);
  const facts = look.answered ? conditionsOf(look.nodes, members, halts) : unreachable(look.nodes, members);
  const scaling = await scalingOf({ ...look, cluster, groups: look.groupRecords }, ports);
  let noted: boolean;
  try {
    noted = await noteLook(cluster, look, facts, scaling, ports);
  } catch (error) {
    if (error instanceof Conflict) return { outcome: "busy" };
    throw error;
  }
  const seen: Watched = { outcome: noted ? "noted" : "as it was" };
  // A machine of the version before might not join.
  if (isHalfUpgraded(cluster, look.records)) return seen;
  if (member || repair) {
    const operation = member
      ? await beginMemberRepair(cluster, member, ports)
      : repair && (await beginRepair(cluster, repair, ports));
    return operation ? { outcome: "repair", operationId: operation.id } : { outcome: "busy" };
  }
  const resize = typeof scaling === "string" ? undefined : scaling.resize;
  const operation = resize && (await beginScaling(cluster, resize, ports));
  if (operation) return { outcome: "scaling", operationId: operation.id };
  return seen;
};
