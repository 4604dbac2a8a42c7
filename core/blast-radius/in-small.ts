import { isKept } from "#core/nodes/is-kept.ts";
import { outdatedOf } from "#core/nodes/is-outdated.ts";
import type { ClusterRecord, NodeGroupRecord, NodeRecord, OperationRecord } from "#core/records.ts";
import { drainedReason } from "#core/stages/node-change.ts";
import { zonesOf } from "#core/stages/worker-orders.ts";
import type { GroupChange, GroupNode } from "./node-group.ts";
import type { Replacing } from "./prove-replacement.ts";

/** More nodes of a kind behave as these do; the search would only take longer. */
const mostNodes = 3;
/** With those that come. */
const mostMachines = 5;

/** As it is on record: whether a machine that is not Ready runs is seen when the change is done. */
const nodeOf = (
  { nodeId, zone, template = 0, createdAt, state, reason }: NodeRecord,
  outdated: readonly NodeRecord[],
): GroupNode => ({
  ...{ nodeId, zone, template, launchedAt: createdAt, emptied: false, isNew: false },
  is: state === "ready" ? "ready" : "broken",
  outdated: outdated.some((node) => node.nodeId === nodeId),
  cordoned: reason === drainedReason ? "before" : "no",
});

/** Some of the nodes: of each kind as many as of the others, and the one that the change is about. */
const someOf = (nodes: readonly GroupNode[], nodeId: string | undefined): GroupNode[] => {
  const kindOf = ({ zone, outdated, is, cordoned }: GroupNode): string => [zone, outdated, is, cordoned].join(" ");
  const isTarget = (node: GroupNode): boolean => node.nodeId === nodeId;
  const inTurn = [...nodes.filter(isTarget), ...nodes.filter((node) => !isTarget(node))];
  const ranked = inTurn.map((node, i) => ({
    node,
    rank: inTurn.slice(0, i).filter((one) => kindOf(one) === kindOf(node)).length,
  }));
  const first = ranked.sort((a, b) => a.rank - b.rank).slice(0, mostNodes);
  const chosen = new Set(first.map(({ node }) => node));
  return nodes.filter((node) => chosen.has(node));
};

/** The size that is to some of the nodes as the real one is to all. */
const sizeFor = (size: number, all: number, some: number): number => {
  const scaled = some + size - all;
  return size >= all ? Math.min(scaled, Math.max(mostNodes, some + 2)) : Math.max(scaled, Math.min(size, 2));
};

const kinds: readonly string[] = [
  ...["node-group.create", "node-group.update", "node-group.roll", "node-group.delete"],
  ...["node.drain", "node.replace", "node.remove"],
];
const isGroupKind = (kind: string): kind is GroupChange["kind"] => kinds.includes(kind);

/** A change of a node group as its operation would begin. @param nodeGroup as it is to be @param nodes of the whole cluster */
export const groupInSmall = ({
  cluster,
  nodeGroup,
  operation: { kind, change },
  nodes,
}: {
  cluster: ClusterRecord;
  nodeGroup: NodeGroupRecord;
  operation: OperationRecord;
  nodes: readonly NodeRecord[];
}): GroupChange => {
  if (!isGroupKind(kind)) throw new Error(`a ${kind} changes no node group`);
  const { nodeGroupId, spec } = nodeGroup;
  const outdated = outdatedOf(nodeGroup, cluster.spec.version, nodes);
  const own = nodes.filter((node) => node.nodeGroupId === nodeGroupId && !isKept(node));
  const all = own.map((node) => nodeOf(node, outdated));
  const some = someOf(all, change?.nodeId);
  const scaled = (size: number): number => sizeFor(size, all.length, some.length);
  return {
    ...{ kind, nodes: some, zones: zonesOf(cluster, nodeGroup) },
    size: { before: scaled(change?.before?.spec.size ?? 0), after: scaled(spec.size) },
    nodeId: change?.nodeId,
    maxSurge: change?.roll && Math.min(change.roll.maxSurge, mostMachines - some.length),
  };
};

/** The replacement of a member as its operation would begin. @param nodes of the whole cluster */
export const membersInSmall = ({
  cluster,
  operation: { operationId, member },
  nodes,
}: {
  cluster: ClusterRecord;
  operation: OperationRecord;
  nodes: readonly NodeRecord[];
}): Replacing => {
  if (!member) throw new Error(`operation ${operationId} replaces no member of the control plane`);
  const members = nodes.filter(({ role }) => role === "control-plane");
  return {
    ...{ size: cluster.spec.controlPlane.machines, nodeId: member.nodeId },
    members: members.map(({ nodeId, state }) => ({ nodeId, isLost: state === "not-ready" })),
  };
};
