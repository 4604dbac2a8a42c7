import * as z from "zod";
import { ClusterId, NodeGroupId, OperationId, Timestamp } from "./names.ts";
import { OperationStatus } from "./states.ts";

export const OperationKind = z.enum([
  "cluster.create",
  "cluster.delete",
  "cluster.upgrade",
  "control-plane.replace",
  "node-group.create",
  "node-group.update",
  "node-group.delete",
  "node.drain",
  "node.replace",
  "node.remove",
]);
export type OperationKind = z.infer<typeof OperationKind>;

/** Why the service began an operation by itself. */
export const RepairReason = z
  .strictObject({ code: z.enum(["NotReady", "MachineLost", "SpotNotice"]), message: z.string() })
  .meta({ id: "RepairReason" });
export type RepairReason = z.infer<typeof RepairReason>;

export const OperationStage = z
  .strictObject({
    name: z.string().meta({ description: "state of the workflow, such as LaunchControlPlane" }),
    status: z.enum(["pending", "running", "succeeded", "failed", "undoing", "undone"]),
    attempts: z.int(),
    startedAt: Timestamp.optional(),
    endedAt: Timestamp.optional(),
    message: z.string().optional(),
  })
  .meta({ id: "OperationStage" });
export type OperationStage = z.infer<typeof OperationStage>;

/** What went wrong, for people and programs; never holds a secret. */
export const OperationError = z
  .strictObject({ code: z.string(), message: z.string(), stage: z.string().optional() })
  .meta({ id: "OperationError" });
export type OperationError = z.infer<typeof OperationError>;

/** What is left of a deleted cluster: nothing, or what could not be removed. */
export const DeletionReceipt = z
  .strictObject({ checkedAt: Timestamp, checked: z.array(z.string()), left: z.array(z.string()) })
  .meta({ id: "DeletionReceipt" });
export type DeletionReceipt = z.infer<typeof DeletionReceipt>;

/** How far an upgrade is, and which way it goes. */
export const UpgradeProgress = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    target: z.string().meta({ description: "the version being reached: `to`, or `from` once it goes back" }),
    step: z.string().optional().meta({ description: "what is done now, in words" }),
    machines: z.strictObject({ done: z.int(), total: z.int() }).meta({ description: "of the version being reached" }),
  })
  .meta({
    id: "UpgradeProgress",
    example: { from: "v1.36.3", to: "v1.37.2", target: "v1.37.2", machines: { done: 2, total: 6 } },
  });
export type UpgradeProgress = z.infer<typeof UpgradeProgress>;

/** A long-running piece of work (AIP-151). Nothing changes a cluster outside of one. */
export const Operation = z
  .strictObject({
    id: OperationId,
    kind: OperationKind,
    clusterId: ClusterId,
    clusterName: z.string(),
    nodeGroupId: NodeGroupId.optional().meta({ description: "the node group that is changed" }),
    nodeId: z.string().optional().meta({ description: "the node that is drained, replaced or removed" }),
    reason: RepairReason.optional().meta({ description: "why the service does it by itself" }),
    upgrade: UpgradeProgress.optional(),
    status: OperationStatus,
    stages: z.array(OperationStage),
    error: OperationError.optional(),
    receipt: DeletionReceipt.optional(),
    cancelAsked: z
      .strictObject({ at: Timestamp, by: z.string() })
      .optional()
      .meta({ description: "it goes back, or has gone back, because somebody asked for that" }),
    retryOf: OperationId.optional().meta({ description: "the operation that this one repeats" }),
    requestedBy: z.string(),
    createdAt: Timestamp,
    startedAt: Timestamp.optional(),
    endedAt: Timestamp.optional(),
  })
  .meta({
    id: "Operation",
    example: {
      id: "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
      kind: "cluster.create",
      clusterId: "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
      clusterName: "web",
      status: "running",
      stages: [
        {
          name: "CreateNetwork",
          status: "running",
          attempts: 1,
          startedAt: "2026-01-01T00:00:01.000Z",
        },
        { name: "CreateIdentities", status: "pending", attempts: 0 },
      ],
      requestedBy: "ada",
      createdAt: "2026-01-01T00:00:00.000Z",
      startedAt: "2026-01-01T00:00:01.000Z",
    },
  });
export type Operation = z.infer<typeof Operation>;
