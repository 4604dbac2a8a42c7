import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { BackupDrill } from "#contract/backups.ts";
import { expiredBackups } from "./retention.ts";

const hour = 3_600_000;
const start = Date.parse("2026-01-01T00:00:00.000Z");
const at = (hours: number): string => new Date(start + hours * hour).toISOString();
const scheduled = (hours: number) => ({
  backupId: `b${hours}`,
  reason: "schedule" as const,
  takenAt: at(hours),
  expiresAt: at(hours + 7 * 24),
});

test("of ten days of hourly backups the last 24 and the newest of each of seven days stay", () => {
  const backups = Array.from({ length: 240 }, (_, i) => scheduled(i));
  const gone = new Set(expiredBackups(backups, { keepHourly: 24, keepDaily: 7 }, at(240)));
  const kept = backups.filter(({ backupId }) => !gone.has(backupId)).map(({ backupId }) => backupId);
  const days = [95, 119, 143, 167, 191, 215].map((hours) => `b${hours}`);
  expect(kept).toEqual([...days, ...Array.from({ length: 24 }, (_, i) => `b${216 + i}`)]);
});

test("what somebody asked for stays until it expires, the newest of all even then", () => {
  const asked = { ...scheduled(0), backupId: "asked", reason: "caller" as const, expiresAt: at(5) };
  const policy = { keepHourly: 1, keepDaily: 1 };
  expect(expiredBackups([asked, scheduled(30)], policy, at(4))).toEqual([]);
  expect(expiredBackups([asked, scheduled(30)], policy, at(5))).toEqual(["asked"]);
  expect(expiredBackups([asked], policy, at(5000))).toEqual([]);
});

test("the newest that is proven stays, however old", () => {
  const drill = { ok: true } as BackupDrill;
  const backups = [{ ...scheduled(0), drill }, { ...scheduled(1), drill }, ...[50, 51, 52].map(scheduled)];
  expect(expiredBackups(backups, { keepHourly: 1, keepDaily: 0 }, at(60)).sort()).toEqual(["b0", "b50", "b51"]);
});

test("of those that upgrades took the last three stay until they expire", () => {
  const taken = [0, 1, 2, 3, 4].map((hours) => ({ ...scheduled(hours), reason: "upgrade" as const }));
  const policy = { keepHourly: 1, keepDaily: 1 };
  expect(expiredBackups([...taken, scheduled(5)], policy, at(6)).sort()).toEqual(["b0", "b1"]);
  expect(expiredBackups([...taken, scheduled(5)], policy, at(3 + 7 * 24)).sort()).toEqual(["b0", "b1", "b2", "b3"]);
});

const backup = fc.record({
  hours: fc.integer({ min: 0, max: 1000 }),
  minutes: fc.integer({ min: 0, max: 59 }),
  reason: fc.constantFrom("schedule" as const, "caller" as const, "upgrade" as const),
  lives: fc.integer({ min: 1, max: 800 }),
  proven: fc.boolean(),
});

test("whatever there is: the newest stays, no more scheduled ones than are to be kept, and twice is once", () => {
  fc.assert(
    fc.property(
      fc.array(backup, { maxLength: 80 }),
      fc.record({ keepHourly: fc.integer({ min: 0, max: 30 }), keepDaily: fc.integer({ min: 0, max: 10 }) }),
      (given, policy) => {
        const backups = given.map(({ hours, minutes, reason, lives, proven }, i) => ({
          ...(proven ? { drill: { ok: true } as BackupDrill } : {}),
          ...{ backupId: `b${i}`, reason },
          ...{ takenAt: at(hours + minutes / 60), expiresAt: at(hours + lives) },
        }));
        const now = at(1001);
        const gone = expiredBackups(backups, policy, now);
        const left = backups.filter(({ backupId }) => !gone.includes(backupId));
        expect(expiredBackups(left, policy, now)).toEqual([]);
        expect(new Set(gone).size).toBe(gone.length);
        const newest = backups
          .map(({ takenAt }) => takenAt)
          .sort()
          .at(-1);
        if (newest !== undefined) expect(left.map(({ takenAt }) => takenAt)).toContain(newest);
        const proven = backups.filter(({ drill }) => drill?.ok).map(({ takenAt }) => takenAt);
        if (proven.length > 0) expect(left.map(({ takenAt }) => takenAt)).toContain(proven.sort().at(-1));
        const scheduledLeft = left.filter(({ reason }) => reason === "schedule").length;
        expect(scheduledLeft).toBeLessThanOrEqual(policy.keepHourly + policy.keepDaily + 2);
        for (const one of backups)
          if (one.reason === "caller" && one.expiresAt > now) expect(gone).not.toContain(one.backupId);
        const ofUpgrades = backups
          .filter(({ reason }) => reason === "upgrade")
          .sort((a, b) => (a.takenAt === b.takenAt ? 0 : a.takenAt < b.takenAt ? 1 : -1));
        for (const one of ofUpgrades.slice(0, 3)) if (one.expiresAt > now) expect(gone).not.toContain(one.backupId);
        expect(left.filter(({ reason }) => reason === "upgrade").length).toBeLessThanOrEqual(3 + 2);
      },
    ),
  );
});
