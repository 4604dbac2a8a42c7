import { BackupSchedule } from "#contract/clusters.ts";
import type { ClusterRecord } from "#core/records.ts";

const usual = BackupSchedule.parse({});
const hourMilliseconds = 3600 * 1000;
/** One that failed is not tried again before. */
const pauseMilliseconds = 30 * 60 * 1000;

/** Of clusters that are older than a setting the usual one. */
export const scheduleOf = ({ spec }: Pick<ClusterRecord, "spec">): BackupSchedule => ({ ...usual, ...spec.backups });

/**
 * Whether a backup is due: so long after the newest one there is, whoever asked for it, or after the cluster was made.
 * @param triedAt when one was last over, or begun, whatever became of it
 */
export const backupIsDue = (
  { spec, createdAt }: Pick<ClusterRecord, "spec" | "createdAt">,
  { newestAt, triedAt, now }: { newestAt: string | undefined; triedAt: string | undefined; now: string },
): boolean => {
  const { everyHours } = scheduleOf({ spec });
  if (everyHours === 0) return false;
  const since = Date.parse(now) - Date.parse(newestAt ?? createdAt);
  const paused = triedAt !== undefined && Date.parse(now) - Date.parse(triedAt) < pauseMilliseconds;
  return since >= everyHours * hourMilliseconds && !paused;
};
