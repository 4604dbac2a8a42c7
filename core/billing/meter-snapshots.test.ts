import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { fakeLedger } from "#core/fakes/ledger.ts";
import type { SnapshotVersion } from "#core/ports/backups.ts";
import { lookAtSnapshots, meterSnapshots } from "./meter-snapshots.ts";
import { residualOfSnapshots } from "./residual-of-look.ts";
import type { UsageInterval } from "./usage.ts";

const of = { tenantId: "tenant", clusterId: "cls_1" };
const hour = 3600;
const day = 24 * hour;
const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();

/** Seconds since the first day; S3 has a version from its coming until the midnight after its removal, and a week more. */
interface Stored {
  bytes: number;
  from: number;
  removed?: number;
}
const endOf = ({ removed }: Stored): number =>
  removed === undefined ? Number.POSITIVE_INFINITY : (Math.floor(removed / day) + 8) * day;

const newBucket = (stored: Stored[] = []) => {
  const ledger = fakeLedger();
  let now = 0;
  const versions = async (): Promise<SnapshotVersion[]> =>
    stored.flatMap((one, i) =>
      one.from > now || endOf(one) <= now
        ? []
        : {
            ...{ backupId: `backup-${i}`, versionId: "1", at: at(one.from), sizeBytes: one.bytes },
            ...(one.removed === undefined || one.removed > now ? {} : { supersededAt: at(one.removed) }),
          },
    );
  const ports = { ledger, snapshots: { versions }, clock: { now: () => at(now) } };
  return {
    ports,
    stored,
    look(seconds: number): Promise<number> {
      now = seconds;
      return meterSnapshots(of, ports);
    },
    residual: async (seconds: number): Promise<number> => {
      now = seconds;
      return residualOfSnapshots(await lookAtSnapshots(of, ports));
    },
    ledger: (): Promise<UsageInterval[]> => ledger.usage(of.tenantId, { since: at(0), until: at(1000 * day), ...of }),
  };
};

const said = (usage: readonly UsageInterval[]) =>
  Object.fromEntries(usage.map((one) => [one.usageId, [one.amount ?? one.quantity, one.start, one.end?.at]]));

test("a day's storage grows until midnight; what was removed on it is another usage for a week", async () => {
  const bucket = newBucket([
    { bytes: 2048, from: 10 },
    { bytes: 1024, from: 2 * hour, removed: 30 * hour },
  ]);
  await bucket.look(hour);
  expect(said(await bucket.ledger())).toEqual({ "kept@2026-01-01": [2 * (hour - 10), at(10), undefined] });
  await bucket.look(3 * hour);
  expect(await bucket.ledger()).toMatchObject([{ quantity: 3072, amount: 2 * (3 * hour - 10) + hour, settled: false }]);
  expect(await bucket.look(3 * hour)).toBe(0);
  // Removed in the morning, and billed as before until midnight.
  await bucket.look(31 * hour);
  const first = [2 * (day - 10) + 22 * hour, at(10), at(day)];
  expect(said(await bucket.ledger())).toEqual({
    ...{ "kept@2026-01-01": first, "kept@2026-01-02": [3 * 7 * hour, at(day), undefined] },
  });
  await bucket.look(2 * day + hour);
  expect(said(await bucket.ledger())).toEqual({
    ...{ "kept@2026-01-01": first, "kept@2026-01-02": [3 * day, at(day), at(2 * day)] },
    ...{
      "removed@2026-01-02": [1024, at(2 * day), at(9 * day)],
      "kept@2026-01-03": [2 * hour, at(2 * day), undefined],
    },
  });
});

test("with the cluster's snapshots all ends at once, and looking again changes nothing", async () => {
  const bucket = newBucket([
    { bytes: 2048, from: 10 },
    { bytes: 1024, from: 20, removed: hour },
  ]);
  const gone = 3 * day + 7;
  await bucket.look(gone);
  bucket.stored.length = 0;
  expect(await bucket.look(gone + 5)).toBe(2);
  const usage = await bucket.ledger();
  expect(said(usage)).toMatchObject({
    "kept@2026-01-04": [2 * 7, at(3 * day), at(gone + 5)],
    "removed@2026-01-01": [1024, at(day), at(gone + 5)],
  });
  expect(usage.every(({ end, settled }) => settled && end && end.at <= at(gone + 5))).toBe(true);
  for (const later of [gone + 6, gone + day, gone + 30 * day]) expect(await bucket.look(later)).toBe(0);
});

test("a deletion that died between its lines ends closed, though a day has begun since", async () => {
  const bucket = newBucket([{ bytes: 2048, from: 10 }]);
  await bucket.look(hour);
  bucket.stored.length = 0;
  await bucket.look(day + hour);
  expect(await bucket.ledger()).toMatchObject([{ amount: 2 * (hour - 10), end: { at: at(day) }, settled: true }]);
});

test("days on which nobody looked are found, however many, while S3 shows what was there", async () => {
  const bucket = newBucket([{ bytes: 1024, from: 0 }]);
  await bucket.look(hour);
  const { find, note } = bucket.ports.ledger;
  // The process dies while it writes, and comes again.
  let left = 10;
  bucket.ports.ledger.note = async (tenantId, facts) => {
    left -= 1;
    if (left < 0) throw new Error("died");
    return note(tenantId, facts);
  };
  await expect(bucket.look(40 * day + hour)).rejects.toThrow("died");
  bucket.ports.ledger.note = note;
  const finds: number[] = [];
  bucket.ports.ledger.find = (tenantId, clusterId, ids) => {
    finds.push(ids.length);
    return find(tenantId, clusterId, ids);
  };
  await bucket.look(40 * day + hour);
  expect((await bucket.ledger()).map(({ amount }) => amount)).toEqual([...Array(40).fill(day), hour]);
  finds.length = 0;
  await bucket.look(40 * day + 2 * hour);
  expect(finds).toEqual([16]);
});

test("a version that is shown late still counts from when it came", async () => {
  const bucket = newBucket([{ bytes: 1024, from: 0 }]);
  await bucket.look(day + 1);
  bucket.stored.push({ bytes: 1024, from: day - 10 });
  await bucket.look(day + 100);
  expect(said(await bucket.ledger())).toMatchObject({
    "kept@2026-01-01": [day + 10, at(0), at(day)],
    "kept@2026-01-02": [200, at(day), undefined],
  });
});

test("whatever comes and goes, and whoever dies at it, the ledger is each version's bytes and seconds if somebody looks once a week", async () => {
  const stored = fc.record({ bytes: fc.nat(300_000_000), from: fc.nat(30 * day), lives: fc.option(fc.nat(20 * day)) });
  const looks = fc.array(fc.record({ after: fc.integer({ min: 6 * hour, max: 7 * day }), dies: fc.nat(12) }), {
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(stored, { maxLength: 12 }), looks, fc.nat(10 * day), async (all, times, rest) => {
      const versions = all.map(
        ({ bytes, from, lives }): Stored => ({
          ...{ bytes, from },
          ...(lives === null ? {} : { removed: from + lives }),
        }),
      );
      const bucket = newBucket([...versions]);
      const { note } = bucket.ports.ledger;
      let left = Number.POSITIVE_INFINITY;
      bucket.ports.ledger.note = async (tenantId, facts) => {
        left -= 1;
        if (left < 0) throw new Error("died");
        return note(tenantId, facts);
      };
      let now = 0;
      for (let i = 0; now < 60 * day + rest; i += 1) {
        const { after, dies } = times[i % times.length] ?? { after: day, dies: 0 };
        now += after;
        // Now and then the process dies while it writes, and is run again.
        left = dies < 4 ? dies : Number.POSITIVE_INFINITY;
        await bucket.look(now).catch(() => undefined);
        left = Number.POSITIVE_INFINITY;
        await bucket.look(now);
        expect(await bucket.look(now)).toBe(0);
      }
      bucket.stored.length = 0;
      await bucket.look(now);
      const usage = await bucket.ledger();
      expect(usage.every(({ settled, end }) => settled && end)).toBe(true);
      const truth = versions.reduce(
        (sum, one) => sum + BigInt(one.bytes) * BigInt(Math.max(0, Math.min(endOf(one), now) - one.from)),
        0n,
      );
      const ledger = usage.reduce((sum, { amount, quantity, start, end }) => {
        const seconds = (Date.parse(end?.at ?? start) - Date.parse(start)) / 1000;
        return sum + (amount === undefined ? BigInt(quantity) * BigInt(seconds) : BigInt(amount) * 1024n);
      }, 0n);
      // Each day is rounded down to a KiB and second.
      expect(truth - ledger >= 0n && truth - ledger < BigInt(1024 * 100)).toBe(true);
    }),
    { numRuns: 60 },
  );
}, 60_000);

describe("the ledger is off what S3 shows by", () => {
  const gib = 2 ** 30;
  const recorded = async () => {
    const bucket = newBucket([
      { bytes: gib, from: 0 },
      { bytes: gib, from: 0, removed: hour },
    ]);
    await bucket.look(day + hour);
    return bucket;
  };

  test("nothing, though another look is a while ago", async () => {
    const bucket = await recorded();
    expect(await bucket.residual(day + hour + 60)).toBe(0);
    expect(await bucket.residual(day + hour + 61)).toBe(61);
  });

  test("all the time that is not on record", async () => {
    const bucket = newBucket([{ bytes: gib, from: 0 }]);
    expect(await bucket.residual(2 * day + hour)).toBe(2 * day + hour);
  });

  test("the time of what is there no more, and is on the ledger still", async () => {
    const bucket = await recorded();
    bucket.stored[0] = { bytes: gib / 2, from: 0 };
    // Of the first day a half of two GiB, in 1.5; of the second an hour of a half in a half.
    expect(await bucket.residual(day + hour)).toBe(day / 3 + hour);
  });

  test("what of the removed is missing", async () => {
    const bucket = await recorded();
    bucket.ports.ledger.intervals.delete("tenant cls_1 removed@2026-01-01");
    expect(await bucket.residual(day + hour)).toBe(hour);
  });
});
