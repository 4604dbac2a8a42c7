import type { State } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import { hasChangedNothing } from "#core/upgrade/has-changed-nothing.ts";

type End = Parameters<State["finishOperation"]>[1];

/** The stage from which what was there cannot be brought back; undefined where none is: what an upgrade takes away comes again. */
export const beyondReturn = (
  kind: OperationRecord["kind"],
): "RemoveMember" | "RemoveNodes" | "RemoveOldMembers" | "EndPods" | "FinishWake" | "FinishUpgrade" | undefined => {
  if (kind === "cluster.hibernate") return "EndPods";
  if (kind === "cluster.wake") return "FinishWake";
  // There old keys are deleted.
  if (kind === "keys.rotate") return "FinishUpgrade";
  if (kind === "cluster.restore") return "RemoveOldMembers";
  if (kind === "control-plane.replace") return "RemoveMember";
  return kind.startsWith("node") ? "RemoveNodes" : undefined;
};

const lost = new Set([
  ...["RemoveNodes", "RemoveMember", "RemoveOldMembers"],
  ...["ReroutePods", "FinishChange", "FinishReplacement", "FinishRestore"],
  ...["EndPods", "EndMachines", "CloseEgress", "FinishHibernation", "FinishWake"],
]);

/** Whether all can be undone when the stage fails. One that is cancelled has not begun a stage beyond return, and never will. */
export const canGoBack = ({ kind, cancelAsked, backup }: OperationRecord, stage: string | undefined): boolean =>
  kind !== "cluster.delete" &&
  kind !== "cluster.mend" &&
  !backup?.isProven &&
  (cancelAsked !== undefined || !lost.has(stage ?? ""));

/** A cluster sleeps as long as it is not awake, runs as long as nothing of it has gone, and in between has failed: the way on is a retry. */
const unswitchedEnd = (
  { kind, stages, backup, clusterStateBefore: clusterState = "running" }: OperationRecord,
  undone: boolean,
): Pick<End, "clusterState" | "nodeGroupState"> => {
  if (kind === "cluster.hibernate") return { clusterState: undone && !backup?.isProven ? clusterState : "failed" };
  const isOpen = stages.find(({ name }) => name === "OpenCluster")?.status === "succeeded";
  return isOpen && !undone ? { clusterState: "running", nodeGroupState: "running" } : { clusterState: "hibernated" };
};

/**
 * What a failed operation leaves behind: a cluster that failed; of a revocation the cluster as it was; or, of a change of nodes, the
 * cluster as it was and the node group as it was, when all was undone, or failed.
 */
export const failedEnd = (
  operation: OperationRecord,
  undone: boolean,
): Pick<End, "clusterState" | "nodeGroupState" | "nodeGroup" | "machines"> => {
  const { kind, change, member, backup, upgrade, clusterStateBefore: clusterState = "running" } = operation;
  if (kind === "cluster.hibernate" || kind === "cluster.wake") return unswitchedEnd(operation, undone);
  if (upgrade) return { clusterState: undone || hasChangedNothing(operation) ? clusterState : "degraded" };
  // The cluster goes on with the members that it has; the next look says how it is.
  if (member || backup || kind === "credentials.revoke") return { clusterState };
  // It has only put back what was there before.
  if (kind === "cluster.mend") return { clusterState };
  if (!change) return { clusterState: "failed", nodeGroupState: "failed" };
  const { nodeGroupId, before } = change;
  if (!undone) return { clusterState, nodeGroup: { nodeGroupId, state: "failed" } };
  const asBefore = { clusterState, machines: change.machines.before };
  if (!before || kind === "node-group.create") return { ...asBefore, nodeGroup: { nodeGroupId, forget: true } };
  const { spec, template, state } = before;
  return { ...asBefore, nodeGroup: { nodeGroupId, state, was: { spec, template } } };
};
