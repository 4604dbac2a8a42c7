import type { BackupRecord } from "./backup-record.ts";
import { newestProven } from "./recovery.ts";

export interface Retention {
  keepHourly: number;
  keepDaily: number;
}

type Taken = Pick<BackupRecord, "backupId" | "reason" | "takenAt" | "expiresAt" | "drill">;

/** Of the newest spans of time that have any, the newest backup of each. @param span length of the ISO time that tells spans apart */
const newestOf = (backups: readonly Taken[], span: number, most: number): string[] => {
  const kept = new Map<string, string>();
  for (const { takenAt, backupId } of backups) {
    const key = takenAt.slice(0, span);
    if (!kept.has(key) && kept.size < most) kept.set(key, backupId);
  }
  return [...kept.values()];
};

/** Upgrades whose backups are kept: the last ones. */
const keptUpgrades = 3;

/**
 * Backups that are kept no longer. Of those that a schedule took, the newest of each of the last hours and days (UTC) that have any stay;
 * of those that upgrades took, the last three until they expire; those that somebody asked for until they expire; and always the newest
 * of all, and the newest that a drill has proven. Asked again for what is left, it names none.
 */
export const expiredBackups = (
  backups: readonly Taken[],
  { keepHourly, keepDaily }: Retention,
  now: string,
): string[] => {
  const newestFirst = [...backups].sort((a, b) => (a.takenAt === b.takenAt ? 0 : a.takenAt < b.takenAt ? 1 : -1));
  const scheduled = newestFirst.filter(({ reason }) => reason === "schedule");
  const beforeUpgrades = newestFirst.filter(({ reason }) => reason === "upgrade");
  const kept = new Set([
    ...newestOf(scheduled, "2026-01-01T00".length, keepHourly),
    ...newestOf(scheduled, "2026-01-01".length, keepDaily),
    ...[newestFirst[0], newestProven(newestFirst)].flatMap((one) => (one ? [one.backupId] : [])),
  ]);
  const surplus = new Set(beforeUpgrades.slice(keptUpgrades).map(({ backupId }) => backupId));
  return newestFirst
    .filter(({ backupId }) => !kept.has(backupId))
    .filter(({ backupId, reason, expiresAt }) => reason === "schedule" || surplus.has(backupId) || expiresAt <= now)
    .map(({ backupId }) => backupId);
};
