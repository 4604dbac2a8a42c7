import { everyBackup } from "#core/backups/every-backup.ts";
import type { Stage } from "./stage.ts";

/** With the cluster goes the key that its Secrets are encrypted with, and so the use of its backups. */
export const removeBackups: Stage = async (input, { backups, snapshots }) => {
  const { tenantId, clusterId } = input;
  for (const { backupId } of await everyBackup(input, { backups })) await backups.forget(tenantId, clusterId, backupId);
  for (const { backupId } of await snapshots.list(clusterId)) await snapshots.remove(clusterId, backupId);
};
