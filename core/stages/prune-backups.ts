import { everyBackup } from "#core/backups/every-backup.ts";
import { expiredBackups } from "#core/backups/retention.ts";
import { scheduleOf } from "#core/backups/schedule.ts";
import type { Stage } from "./stage.ts";

/** A file that has come so long ago and has no record is nobody's: its operation went back, or it was deleted. */
const orphanMilliseconds = 3600 * 1000;

/** What is kept no longer goes, and files that are nobody's. What has gone cannot come back: there is nothing to undo. */
export const pruneBackups: Stage = async (input, { backups, snapshots, state, clock }) => {
  const { tenantId, clusterId } = input;
  const now = clock.now();
  const cluster = await state.cluster(tenantId, clusterId);
  const kept = await everyBackup(input, { backups });
  const expired = expiredBackups(kept, scheduleOf(cluster), now);
  for (const backupId of expired) {
    await backups.forget(tenantId, clusterId, backupId);
    await snapshots.remove(clusterId, backupId);
  }
  const known = new Set(kept.map(({ backupId }) => backupId));
  const orphans = (await snapshots.list(clusterId)).filter(
    ({ backupId, at }) => !known.has(backupId) && Date.parse(now) - Date.parse(at) > orphanMilliseconds,
  );
  for (const { backupId } of orphans) await snapshots.remove(clusterId, backupId);
};
