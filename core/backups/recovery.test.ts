import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { BackupDrill } from "#contract/backups.ts";
import type { BackupRecord } from "./backup-record.ts";
import { recoveryOf } from "./recovery.ts";

const takenAt = "2026-01-01T00:00:00.000Z";
const at = (seconds: number): string => new Date(Date.parse(takenAt) + seconds * 1000).toISOString();
const drill = (more: Partial<BackupDrill> = {}): BackupDrill => ({
  ...{ operationId: "op_1", at: at(100), ok: true, hashVerified: true, seconds: 90 },
  steps: [
    { name: "identity", seconds: 5 },
    { name: "snapshot", seconds: 2 },
    { name: "restore", seconds: 3.5 },
    { name: "api-server", seconds: 10 },
    { name: "read", seconds: 20 },
  ],
  ...more,
});
const backup = (backupId: string, given?: BackupDrill) =>
  ({ backupId, takenAt, ...(given ? { drill: given } : {}) }) as BackupRecord;

test("nothing is known before a drill has proven something", () => {
  expect(recoveryOf({}, [backup("a")], at(10))).toEqual({});
  const failed = drill({ ok: false });
  expect(recoveryOf({ drilledAt: takenAt }, [backup("a", failed)], at(10))).toEqual({ drilledAt: takenAt });
});

test("the newest proven backup's age, and its drill's time without the reading, with what a restore adds", () => {
  const found = recoveryOf({}, [backup("c"), backup("b", drill()), backup("a", drill({ seconds: 1 }))], at(3600));
  expect(found).toEqual({
    ...{ provenBackupId: "b", rpoSeconds: 3600, rtoSeconds: 170 },
    rtoParts: { machineSeconds: 54.5, restoreSeconds: 15.5, membersSeconds: 60, switchSeconds: 40 },
  });
});

test("whatever a drill has measured: the parts make the whole, and none of them is negative", () => {
  const step = fc.record({
    name: fc.constantFrom("identity", "snapshot", "restore", "api-server", "read"),
    seconds: fc.double({ min: 0, max: 1000, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(step), fc.double({ min: 0, max: 1000, noNaN: true }), (steps, seconds) => {
      const { rtoSeconds = 0, rtoParts } = recoveryOf({}, [backup("a", drill({ steps, seconds }))], at(0));
      const parts = Object.values(rtoParts ?? {});
      expect(parts.every((part) => part >= 0)).toBe(true);
      expect(rtoSeconds).toBe(Math.ceil(parts.reduce((all, part) => all + part, 0)));
    }),
  );
});
