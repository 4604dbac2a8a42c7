import { everyBackup } from "#core/backups/every-backup.ts";
import { meterSnapshots } from "#core/billing/meter-snapshots.ts";
import type { Stage } from "./stage.ts";

/**
 * With the cluster goes the key that its Secrets are encrypted with, and so the use of its backups: they go for good, and with them what was
 * removed before. What they have cost until now is on the ledger first, for S3 knows nothing of it afterwards.
 */
export const removeBackups: Stage = async (input, ports) => {
  const { backups, snapshots } = ports;
  const { tenantId, clusterId } = input;
  for (const { backupId } of await everyBackup(input, { backups })) await backups.forget(tenantId, clusterId, backupId);
  await meterSnapshots(input, ports);
  await snapshots.purge(clusterId);
  await meterSnapshots(input, ports);
};
