import { expect, test } from "@jest/globals";
import { BackupSchedule } from "#contract/clusters.ts";
import type { ClusterSpec } from "#core/records.ts";
import { backupIsDue } from "./schedule.ts";

const createdAt = "2026-01-01T00:00:00.000Z";
const cluster = (backups?: BackupSchedule) => ({
  createdAt,
  spec: { ...(backups ? { backups } : {}) } as ClusterSpec,
});
const at = (minutes: number): string => new Date(Date.parse(createdAt) + minutes * 60_000).toISOString();
const none = { newestAt: undefined, triedAt: undefined };

test("the first backup is due an hour after the cluster was made, the next an hour after the newest", () => {
  expect(backupIsDue(cluster(), { ...none, now: at(59) })).toBe(false);
  expect(backupIsDue(cluster(), { ...none, now: at(60) })).toBe(true);
  expect(backupIsDue(cluster(), { ...none, newestAt: at(30), now: at(89) })).toBe(false);
  expect(backupIsDue(cluster(), { ...none, newestAt: at(30), now: at(90) })).toBe(true);
});

test("one that was tried is tried again after ten minutes", () => {
  expect(backupIsDue(cluster(), { ...none, triedAt: at(60), now: at(89) })).toBe(false);
  expect(backupIsDue(cluster(), { ...none, triedAt: at(60), now: at(90) })).toBe(true);
});

test("every so many hours, or never, where the cluster says so", () => {
  const every = (everyHours: number) => cluster(BackupSchedule.parse({ everyHours }));
  expect(backupIsDue(every(6), { ...none, now: at(359) })).toBe(false);
  expect(backupIsDue(every(6), { ...none, now: at(360) })).toBe(true);
  expect(backupIsDue(every(0), { ...none, now: at(100_000) })).toBe(false);
});
