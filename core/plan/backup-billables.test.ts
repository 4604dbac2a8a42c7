import { expect, test } from "@jest/globals";
import { BackupSchedule } from "#contract/clusters.ts";
import { expiredBackups } from "#core/backups/retention.ts";
import type { ClusterRecord } from "#core/records.ts";
import { keptSnapshots } from "./backup-billables.ts";

const hour = 3_600_000;
const start = Date.parse("2026-01-01T00:20:00.000Z");

/** How many are kept on average, and removed within a week and a half day, when the schedule is followed for months. */
const followed = ({ everyHours, keepHourly, keepDaily }: BackupSchedule): number => {
  let kept: { backupId: string; reason: "schedule"; takenAt: string; expiresAt: string }[] = [];
  const counts: number[] = [];
  for (let hours = 0; hours < 60 * 24; hours += everyHours) {
    const takenAt = new Date(start + hours * hour).toISOString();
    kept.push({ backupId: takenAt, reason: "schedule", takenAt, expiresAt: takenAt });
    const gone = new Set(expiredBackups(kept, { keepHourly, keepDaily }, takenAt));
    kept = kept.filter(({ backupId }) => !gone.has(backupId));
    if (hours >= 36 * 24) counts.push(kept.length);
  }
  return counts.reduce((sum, one) => sum + one, 0) / counts.length + (7.5 * 24) / everyHours;
};

test.each([
  {},
  { everyHours: 6 },
  { everyHours: 24 },
  { everyHours: 24, keepDaily: 30 },
  { keepHourly: 1 },
  { everyHours: 4, keepHourly: 6, keepDaily: 30 },
  { everyHours: 12, keepHourly: 5, keepDaily: 0 },
])("as many snapshots are priced as are there once the schedule %j has been followed", (given) => {
  const backups = BackupSchedule.parse(given);
  const spec = { backups } as ClusterRecord["spec"];
  expect(Math.abs(keptSnapshots({ spec }) - followed(backups))).toBeLessThan(0.6);
});

test("where none are taken none are priced", () => {
  expect(keptSnapshots({ spec: { backups: BackupSchedule.parse({ everyHours: 0 }) } as ClusterRecord["spec"] })).toBe(
    0,
  );
});
