import * as z from "zod";
import { BackupId, ClusterId, OperationId, Timestamp } from "./names.ts";
import { Operation } from "./operations.ts";
import { PageQuery, pageOf } from "./pages.ts";

/** How long S3 keeps, and bills, a snapshot that was removed or overwritten, in case that it was a mistake. */
export const removedBackupDays = 7;

export const BackupReason = z
  .enum(["schedule", "caller", "upgrade", "hibernation"])
  .meta({ description: "what it was taken for" });
export type BackupReason = z.infer<typeof BackupReason>;

/** What came of restoring a backup on a machine of its own, beside the cluster. */
export const BackupDrill = z
  .strictObject({
    operationId: OperationId,
    at: Timestamp.meta({ description: "when it was over" }),
    ok: z.boolean().meta({ description: "the backup can be restored, and every object in it be read" }),
    message: z.string().optional().meta({ description: "why not" }),
    hashVerified: z.boolean().meta({ description: "the file that was restored has the backup's SHA-256" }),
    objects: z.int().optional().meta({ description: "that an API server of the backup's version has read" }),
    kinds: z
      .record(z.string(), z.int())
      .optional()
      .meta({ description: "of these how many of each resource, such as deployments.apps" }),
    seconds: z
      .number()
      .optional()
      .meta({ description: "from the order of the machine until all was read; steps are parts of it" }),
    steps: z.array(z.strictObject({ name: z.string(), seconds: z.number() })).optional(),
  })
  .meta({ id: "BackupDrill" });
export type BackupDrill = z.infer<typeof BackupDrill>;

/** A snapshot of a cluster's etcd. */
export const Backup = z
  .strictObject({
    id: BackupId,
    clusterId: ClusterId,
    reason: BackupReason,
    requestedBy: z.string(),
    takenAt: Timestamp,
    expiresAt: Timestamp.meta({ description: "when it is taken away, at the latest; retention may do so before" }),
    sizeBytes: z.int(),
    sha256: z.string(),
    revision: z.int().meta({ description: "of etcd" }),
    keys: z.int().meta({ description: "in etcd, past revisions counted" }),
    etcdVersion: z.string(),
    kubernetesVersion: z.string(),
    drill: BackupDrill.optional().meta({ description: "the last one, where there was one" }),
  })
  .meta({
    id: "Backup",
    example: {
      id: "bkp_01kb2m3n4p5q6r7s8t9v0w1x2y",
      clusterId: "cls_01kb2m3n4p5q6r7s8t9v0w1x2y",
      reason: "caller",
      requestedBy: "ada",
      takenAt: "2026-01-01T00:00:00.000Z",
      expiresAt: "2026-01-31T00:00:00.000Z",
      sizeBytes: 5_312_544,
      sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      revision: 4211,
      keys: 1873,
      etcdVersion: "3.7.3",
      kubernetesVersion: "v1.37.2",
      drill: {
        operationId: "op_01kb2m3n4p5q6r7s8t9v0w1x2y",
        at: "2026-01-01T00:02:10.000Z",
        ok: true,
        hashVerified: true,
        objects: 412,
        kinds: { configmaps: 21, "deployments.apps": 4, secrets: 9 },
        seconds: 96.4,
        steps: [
          { name: "snapshot", seconds: 0.8 },
          { name: "restore", seconds: 0.4 },
          { name: "api-server", seconds: 6.1 },
          { name: "read", seconds: 2.2 },
        ],
      },
    },
  });
export type Backup = z.infer<typeof Backup>;

/** Body of `POST /clusters/{clusterId}/restore`. */
export const RestoreCluster = z
  .strictObject({ backupId: BackupId })
  .meta({ id: "RestoreCluster", example: { backupId: "bkp_01kb2m3n4p5q6r7s8t9v0w1x2y" } });
export type RestoreCluster = z.infer<typeof RestoreCluster>;

const clusterParams = z.strictObject({ clusterId: ClusterId });
const backupParams = z.strictObject({ clusterId: ClusterId, backupId: BackupId });
const refusals = ["NotFound", "WrongState", "Conflict", "IdempotencyKeyReused"] as const;

/** Calls on backups; part of the table in routes.ts, which says what a route is. */
export const backupRoutes = {
  backupCreate: {
    operationId: "backupCreate",
    method: "POST",
    path: "/clusters/{clusterId}/backups",
    summary: "Take a snapshot of a cluster's etcd and keep it",
    role: "operator",
    params: clusterParams,
    status: 202,
    answer: Operation,
    problems: refusals,
    idempotent: true,
  },
  backupList: {
    operationId: "backupList",
    method: "GET",
    path: "/clusters/{clusterId}/backups",
    summary: "List a cluster's backups, newest first",
    role: "viewer",
    params: clusterParams,
    query: PageQuery,
    status: 200,
    answer: pageOf(Backup, "BackupPage"),
    problems: ["NotFound"],
  },
  backupView: {
    operationId: "backupView",
    method: "GET",
    path: "/clusters/{clusterId}/backups/{backupId}",
    summary: "View a backup",
    role: "viewer",
    params: backupParams,
    status: 200,
    answer: Backup,
    problems: ["NotFound"],
  },
  backupDelete: {
    operationId: "backupDelete",
    method: "DELETE",
    path: "/clusters/{clusterId}/backups/{backupId}",
    summary: "Delete a backup, at once",
    role: "operator",
    params: backupParams,
    status: 200,
    answer: Backup,
    problems: ["NotFound", "WrongState"],
  },
  backupDrill: {
    operationId: "backupDrill",
    method: "POST",
    path: "/clusters/{clusterId}/backups/{backupId}/drill",
    summary: "Prove a backup: restore it on a machine of its own, read every object, and take the machine away again",
    role: "operator",
    params: backupParams,
    status: 202,
    answer: Operation,
    problems: refusals,
    idempotent: true,
  },
  clusterRestore: {
    operationId: "clusterRestore",
    method: "POST",
    path: "/clusters/{clusterId}/restore",
    summary: "Bring a cluster's control plane up anew from a backup: what was written since is lost",
    role: "admin",
    params: clusterParams,
    body: RestoreCluster,
    status: 202,
    answer: Operation,
    problems: refusals,
    idempotent: true,
  },
} as const;
