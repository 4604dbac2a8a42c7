import * as z from "zod";
import { KeyRotationProgress } from "./key-phases.ts";
import { BackupId, ClusterId, NodeGroupId, OperationId, Timestamp } from "./names.ts";
import { Rehearsal } from "./rehearsals.ts";
import { roles } from "./roles.ts";
import { OperationStatus } from "./states.ts";

export const OperationKind = z.enum([
  "cluster.create",
  "cluster.delete",
  "cluster.restore",
  "cluster.hibernate",
  "cluster.wake",
  "backup.create",
  "backup.drill",
  "cluster.upgrade",
  "cluster.rollback",
  "keys.rotate",
  "control-plane.replace",
  "cluster.mend",
  "node-group.create",
  "node-group.update",
  "node-group.roll",
  "node-group.delete",
  "node.drain",
  "node.replace",
  "node.remove",
  "credentials.revoke",
]);
export type OperationKind = z.infer<typeof OperationKind>;

/** Those that can be paused go in steps or rounds, between which nothing is half done: what waits half way would serve nobody. */
export const pausable: readonly OperationKind[] = [
  "cluster.upgrade",
  "cluster.rollback",
  "keys.rotate",
  "node-group.roll",
];

/** Why the service began an operation by itself. */
export const RepairReason = z
  .strictObject({ code: z.enum(["NotReady", "MachineLost", "SpotNotice", "CertificatesExpire"]), message: z.string() })
  .meta({ id: "RepairReason" });
export type RepairReason = z.infer<typeof RepairReason>;

/** Why the service has set the size of a node group by itself. */
export const ScalingReason = z
  .strictObject({ code: z.enum(["PodsPending", "NodesIdle"]), message: z.string() })
  .meta({ id: "ScalingReason" });
export type ScalingReason = z.infer<typeof ScalingReason>;

/** Why the service puts something back by itself. */
export const MendReason = z
  .strictObject({ code: z.literal("DriftDetected"), message: z.string() })
  .meta({ id: "MendReason" });
export type MendReason = z.infer<typeof MendReason>;

/** Why the service upgrades a cluster by itself. */
export const UpgradeReason = z
  .strictObject({ code: z.literal("MaintenanceWindow"), message: z.string() })
  .meta({ id: "UpgradeReason" });
export type UpgradeReason = z.infer<typeof UpgradeReason>;

export const OperationStage = z
  .strictObject({
    name: z.string().meta({ description: "state of the workflow, such as LaunchControlPlane" }),
    after: z.array(z.string()).meta({
      description:
        "names of the stages that lead to it: it begins after one of them. One of a later stage leads back to it; none: the workflow begins here, or only its way back leads here",
    }),
    status: z.enum(["pending", "running", "succeeded", "failed", "undoing", "undone"]),
    attempts: z.int().meta({
      description: "how often it has begun, without its undoing; to wait for machines is one, however many they are",
    }),
    startedAt: Timestamp.optional(),
    endedAt: Timestamp.optional(),
    undoStartedAt: Timestamp.optional().meta({ description: "when what it made began to be taken back" }),
    undoEndedAt: Timestamp.optional(),
    message: z.string().optional(),
  })
  .meta({ id: "OperationStage" });
export type OperationStage = z.infer<typeof OperationStage>;

/** What went wrong, for people and programs; never holds a secret. */
export const OperationError = z
  .strictObject({ code: z.string(), message: z.string(), stage: z.string().optional() })
  .meta({ id: "OperationError" });
export type OperationError = z.infer<typeof OperationError>;

/** What a cluster has cost from its first machine to its last, at list prices. */
export const FinalBill = z
  .strictObject({
    currency: z.literal("USD"),
    totalMicros: z.int().meta({ description: "millionths of a US dollar" }),
    unrated: z.array(z.string()).meta({ description: "prices that nobody knows: not in the total" }),
    usages: z.int().meta({ description: "things that were billed and are on record, for 440 days after their end" }),
    openUsages: z.int().meta({ description: "of these still billed: none" }),
  })
  .meta({ id: "FinalBill" });
export type FinalBill = z.infer<typeof FinalBill>;

/** What is left of a deleted cluster: nothing, or what could not be removed; and its last bill. */
export const DeletionReceipt = z
  .strictObject({
    checkedAt: Timestamp,
    checked: z.array(z.string()),
    left: z.array(z.string()),
    bill: FinalBill.optional(),
  })
  .meta({ id: "DeletionReceipt" });
export type DeletionReceipt = z.infer<typeof DeletionReceipt>;

/** One of several upgrades, one after the other: what goes wrong later does not take it back. */
export const UpgradeHop = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    status: z.enum(["pending", "running", "done", "undone", "failed"]).meta({
      description: "undone: the cluster is at `from` again; failed: machines of both versions are left",
    }),
    startedAt: Timestamp.optional(),
    endedAt: Timestamp.optional(),
  })
  .meta({ id: "UpgradeHop", example: { from: "v1.36.3", to: "v1.37.2", status: "pending" } });
export type UpgradeHop = z.infer<typeof UpgradeHop>;

/** How far an upgrade is, and which way it goes. */
export const UpgradeProgress = z
  .strictObject({
    from: z.string().meta({ description: "of the hop that it is at, where there are several" }),
    to: z.string(),
    hops: z.array(UpgradeHop).optional().meta({ description: "of one over several minors, in their order" }),
    target: z.string().meta({ description: "the version being reached: `to`, or `from` once it goes back" }),
    step: z.string().optional().meta({ description: "what is done now, in words" }),
    machines: z.strictObject({ done: z.int(), total: z.int() }).meta({ description: "of the version being reached" }),
    emulates: z.string().optional().meta({
      description:
        "the minor that members of the new version emulate, such as 1.36: nothing is stored or served that the version before does not know; absent once all members serve what they are",
    }),
    rehearsal: Rehearsal.optional().meta({ description: "what came of it, once it is over" }),
  })
  .meta({
    id: "UpgradeProgress",
    example: { from: "v1.36.3", to: "v1.37.2", target: "v1.37.2", machines: { done: 2, total: 6 } },
  });
export type UpgradeProgress = z.infer<typeof UpgradeProgress>;

/** How far a node group is whose machines are replaced, round by round. */
export const RollProgress = z
  .strictObject({
    maxSurge: z
      .int()
      .meta({ description: "machines that a round replaces at most, and that there are more of meanwhile" }),
    machines: z.strictObject({ done: z.int(), total: z.int() }).meta({
      description:
        "those that were outdated when it was asked for, and how many of them rounds that are over have replaced",
    }),
  })
  .meta({ id: "RollProgress", example: { maxSurge: 1, machines: { done: 2, total: 5 } } });
export type RollProgress = z.infer<typeof RollProgress>;

/** A long-running piece of work (AIP-151). Nothing changes a cluster outside of one. */
export const Operation = z
  .strictObject({
    id: OperationId,
    kind: OperationKind,
    clusterId: ClusterId,
    clusterName: z.string(),
    nodeGroupId: NodeGroupId.optional().meta({ description: "the node group that is changed" }),
    nodeId: z.string().optional().meta({ description: "the node that is drained, replaced or removed" }),
    roles: z.array(z.enum(roles)).optional().meta({ description: "the roles whose credentials are revoked" }),
    backupId: BackupId.optional().meta({
      description: "the backup that is taken, drilled or restored, or that is taken before an upgrade",
    }),
    reason: z
      .union([RepairReason, ScalingReason, MendReason, UpgradeReason])
      .optional()
      .meta({ description: "why the service does it by itself" }),
    upgrade: UpgradeProgress.optional(),
    keyRotation: KeyRotationProgress.optional(),
    roll: RollProgress.optional(),
    status: OperationStatus,
    stages: z.array(OperationStage),
    error: OperationError.optional(),
    receipt: DeletionReceipt.optional(),
    cancelAsked: z
      .strictObject({ at: Timestamp, by: z.string() })
      .optional()
      .meta({ description: "it goes back, or has gone back, because somebody asked for that" }),
    pause: z
      .strictObject({
        askedAt: Timestamp,
        by: z.string(),
        since: Timestamp.optional().meta({ description: "absent while it goes to where it can stop" }),
      })
      .optional()
      .meta({ description: "somebody has asked for it to stop, and to be gone on with later" }),
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
          after: [],
          status: "running",
          attempts: 1,
          startedAt: "2026-01-01T00:00:01.000Z",
        },
        { name: "CreateIdentities", after: ["CreateNetwork"], status: "pending", attempts: 0 },
      ],
      requestedBy: "ada",
      createdAt: "2026-01-01T00:00:00.000Z",
      startedAt: "2026-01-01T00:00:01.000Z",
    },
  });
export type Operation = z.infer<typeof Operation>;
