import * as z from "zod";

export const ClusterState = z.enum([
  "pending",
  "running",
  "degraded",
  "updating",
  "hibernating",
  "hibernated",
  "waking",
  "deleting",
  "deleted",
  "failed",
]);
export type ClusterState = z.infer<typeof ClusterState>;

export const NodeGroupState = z.enum([...ClusterState.options, "scaling"]);
export type NodeGroupState = z.infer<typeof NodeGroupState>;

export const NodeState = z.enum([
  "launching",
  "joining",
  "ready",
  "not-ready",
  "draining",
  "replacing",
  "terminating",
  "terminated",
  "kept",
]);
export type NodeState = z.infer<typeof NodeState>;

export const OperationStatus = z.enum([
  "pending",
  "running",
  "paused",
  "rolling-back",
  "succeeded",
  "failed",
  "rolled-back",
  "cancelled",
]);
export type OperationStatus = z.infer<typeof OperationStatus>;

export const isOver = (status: OperationStatus): boolean =>
  status === "succeeded" || status === "failed" || status === "rolled-back" || status === "cancelled";

/**
 * Which calls an operation allows in which state; which kinds know a call at all is the call's to say. One that is to stop, and has not
 * yet, is resumed, too: it does not stop then. Of upgrades, rollbacks and hibernations only those that failed are retried: they go on.
 */
export const operationCan = {
  cancel: ["pending", "running", "paused"],
  pause: ["pending", "running"],
  resume: ["paused"],
  retry: ["failed", "rolled-back", "cancelled"],
} as const satisfies Record<string, readonly OperationStatus[]>;

export type OperationCall = keyof typeof operationCan;

/** Which calls a cluster allows in which state. API, CLI and console all ask here. */
export const clusterCan = {
  delete: ["running", "degraded", "hibernated", "failed"],
  update: ["pending", "running", "degraded", "updating", "hibernating", "hibernated", "waking", "failed"],
  credentials: ["running", "degraded", "updating"],
  credentialsRevoke: ["running", "degraded"],
  /** One that is degraded only where an upgrade did not come to its end. */
  clusterUpgrade: ["running", "degraded"],
  clusterRollback: ["running", "degraded"],
  clusterKeysRotate: ["running", "degraded"],
  nodeGroupCreate: ["running", "degraded"],
  nodeGroupUpdate: ["running", "degraded"],
  nodeGroupRoll: ["running", "degraded"],
  nodeGroupDelete: ["running", "degraded"],
  nodeDrain: ["running", "degraded"],
  nodeReplace: ["running", "degraded"],
  nodeRemove: ["running", "degraded"],
  backupCreate: ["running", "degraded"],
  backupDrill: ["running", "degraded"],
  clusterRestore: ["running", "degraded"],
  clusterHibernate: ["running", "degraded"],
  clusterWake: ["hibernated"],
} as const satisfies Record<string, readonly ClusterState[]>;

export type ClusterCall = keyof typeof clusterCan;

export const allows = (state: ClusterState, call: ClusterCall): boolean =>
  (clusterCan[call] as readonly ClusterState[]).includes(state);

/** Which calls a node group allows in which state, in a cluster that allows them. A failed one can be put right or taken away. */
export const nodeGroupCan = {
  nodeGroupUpdate: ["running", "degraded", "failed"],
  nodeGroupRoll: ["running", "degraded", "failed"],
  nodeGroupDelete: ["running", "degraded", "failed"],
  nodeDrain: ["running", "degraded", "failed"],
  nodeReplace: ["running", "degraded", "failed"],
  nodeRemove: ["running", "degraded", "failed"],
} as const satisfies Partial<Record<ClusterCall, readonly NodeGroupState[]>>;

export type NodeGroupCall = keyof typeof nodeGroupCan;

export const groupAllows = (state: NodeGroupState, call: NodeGroupCall): boolean =>
  (nodeGroupCan[call] as readonly NodeGroupState[]).includes(state);
