import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { machineTypes } from "#contract/machine-types.ts";
import { priceBook } from "./price-book.ts";
import { microsOf, rateUsage } from "./rate.ts";
import { billLines, totalOf } from "./totals.ts";
import type { UsageInterval, UsageKind } from "./usage.ts";

const book = priceBook("us-east-1");
const keys = {
  machine: "machine/t3.large/on-demand",
  volume: "volume/gp3",
  address: "address/public-ipv4",
  "load-balancer": "load-balancer/network",
  "nat-gateway": "nat-gateway",
  snapshot: "snapshot/s3-standard",
} as const satisfies Record<UsageKind, string>;
const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
const usage = (kind: UsageKind, start: number, end?: number, quantity = 1): UsageInterval => ({
  ...{
    tenantId: "tenant",
    usageId: `${kind}-1`,
    clusterId: "cls_1",
    resourceId: `${kind}-1`,
    kind,
    part: "control-plane",
  },
  ...{ priceKey: keys[kind], quantity, start: at(start), settled: end !== undefined },
  ...(end === undefined ? {} : { end: { at: at(end), by: "told" as const } }),
});
const always = { since: at(0), until: at(400 * 86_400) };
const rated = (one: UsageInterval, now = at(10_000_000)) =>
  rateUsage(one, always, { book, now }).map(({ hour, seconds, micros }) => [hour, seconds, micros]);

describe("a spot machine", () => {
  const zone = "us-east-1a";
  const month = { region: "us-east-1", machineType: "t3.large", zone, month: "2026-01" };
  const changes = [
    { at: at(0), nanos: 36_000_000 },
    { at: at(5400), nanos: 72_000_000 },
  ];
  const spotBook = priceBook("us-east-1", undefined, [{ ...month, changes }]);
  const spot = (start: number, end?: number, there = zone): UsageInterval => ({
    ...usage("machine", start, end),
    ...{ priceKey: "machine/t3.large/spot", zone: there },
  });
  const micros = (one: UsageInterval) =>
    rateUsage(one, always, { book: spotBook, now: at(10_000) }).map((charge) => charge.micros);

  test("costs what is in effect, second by second", () => {
    expect(micros(spot(0, 3600))).toEqual([36_000]);
    expect(micros(spot(3600, 7200))).toEqual([18_000 + 36_000]);
    expect(micros(spot(5300, 5500))).toEqual([1000 + 2000]);
    // The minute that is the least may reach beyond a change.
    expect(micros(spot(5390, 5391))).toEqual([100 + 1000]);
  });

  test("is unrated where its zone's price is not known, and before the first", () => {
    expect(micros(spot(0, 3600, "us-east-1b"))).toEqual([undefined]);
    const early = { ...month, changes: changes.slice(1) };
    const late = { book: priceBook("us-east-1", undefined, [early]), now: at(10_000) };
    expect(rateUsage(spot(0, 7200), always, late).map((charge) => charge.micros)).toEqual([undefined, undefined]);
    expect(spotBook.expected("machine/t3.large/spot", at(0))?.nanos).toBe(36_000_000);
  });

  test("days together are the hours' sums", () => {
    const range = { since: at(0), until: at(86_400), by: "day" as const };
    const { micros: sum } = totalOf(billLines([spot(100, 80_000)], range, { book: spotBook, now: at(90_000) }));
    const hours = rateUsage(spot(100, 80_000), range, { book: spotBook, now: at(90_000) });
    expect(sum).toBe(hours.reduce((all, one) => all + (one.micros ?? 0), 0));
  });
});

describe("an hour's price", () => {
  test.each([
    ["an hour of a machine", usage("machine", 0, 3600), [[at(0), 3600, 83_200]]],
    ["a second of a machine is a minute", usage("machine", 10, 11), [[at(0), 60, 1387]]],
    [
      "that minute may reach into the next hour",
      usage("machine", 3590, 3591),
      [
        [at(0), 10, 231],
        [at(3600), 50, 1156],
      ],
    ],
    [
      "one that ended on the hour costs nothing in the next",
      usage("machine", 0, 7200),
      [
        [at(0), 3600, 83_200],
        [at(3600), 3600, 83_200],
      ],
    ],
    ["20 GiB for an hour of a month of 31 days", usage("volume", 0, 3600, 20), [[at(0), 3600, 2151]]],
    [
      "20 GiB for an hour of February",
      usage("volume", 31 * 86_400, 31 * 86_400 + 3600, 20),
      [[at(31 * 86_400), 3600, 2381]],
    ],
    [
      "a balancer that ended within its hour costs that hour",
      usage("load-balancer", 3570, 3590),
      [[at(0), 3600, 22_500]],
    ],
    ["three addresses", usage("address", 0, 1800, 3), [[at(0), 1800, 7500]]],
    [
      "a balancer is billed by the hour",
      usage("load-balancer", 3590, 3610),
      [
        [at(0), 3600, 22_500],
        [at(3600), 3600, 22_500],
      ],
    ],
    ["a NAT gateway too", usage("nat-gateway", 10, 11), [[at(0), 3600, 45_000]]],
  ])("%s", (_, one, expected) => expect(rated(one)).toEqual(expected));

  test("what is open is billed until now", () => {
    expect(rated(usage("machine", 0), at(1800))).toEqual([[at(0), 1800, 41_600]]);
    expect(rated(usage("machine", 0), at(0))).toEqual([[at(0), 60, 1387]]);
  });

  test("a month of a volume is a month's price", () => {
    const { micros } = totalOf(rateUsage(usage("volume", 0, 31 * 86_400, 100), always, { book, now: at(0) }));
    expect(Math.abs(micros - 8_000_000)).toBeLessThan(744);
  });

  test("a day of snapshots is one charge, of what was stored until it ends or is asked for", () => {
    const gib = 1024 * 1_048_576;
    const day = (amount: number, start: number, end?: number): UsageInterval => ({
      ...usage("snapshot", start, end, gib),
      amount,
    });
    // A GiB for a day, of a month of 31 days for 0.023 USD: 741.9; for a day of February 821.4.
    const kib = 1_048_576 * 86_400;
    expect(rated(day(kib, 0, 86_400))).toEqual([[at(0), 86_400, 742]]);
    expect(rated(day(kib, 31 * 86_400, 32 * 86_400))).toEqual([[at(31 * 86_400), 86_400, 821]]);
    // The day's end has not been looked at yet: what is known of it, and nothing of the next one.
    expect(rated(day(kib / 2, 0), at(100_000))).toEqual([[at(0), 86_400, 371]]);
    // The first one came at half past twelve.
    expect(rated(day(kib / 4, 45_000), at(60_000))).toEqual([[at(43_200), 15_000, 185]]);
  });

  test("snapshots that are removed cost their bytes, day by day, until S3 lets go of them, and not before now", () => {
    const mib = 1_048_576;
    const removed = usage("snapshot", 86_400, 8 * 86_400, 1000 * mib);
    const days = (micros: number[]) => micros.map((one, i) => [at((i + 1) * 86_400), 86_400, one]);
    expect(rated(removed)).toEqual(days(Array(7).fill(725)));
    expect(rated(removed, at(2.5 * 86_400))).toEqual([...days([725]), [at(2 * 86_400), 43_200, 362]]);
    // No minimum.
    expect(rated(usage("snapshot", 86_400, 86_401, 1024 * 1000 * mib))).toEqual([[at(86_400), 1, 9]]);
    const lines = billLines([removed], { ...always, by: "month" }, { book, now: at(10 * 86_400) });
    expect(lines).toMatchObject([{ amount: 1000 * 1024 * 7 * 86_400, micros: 7 * 725 }]);
  });

  test("half a micro-dollar is rounded up, less is not", () => {
    const price = { region: "r", key: "k", per: "hour", from: "2026-01-01", source: "" } as const;
    const one = { kind: "machine", quantity: 1 } as const;
    expect(microsOf({ ...price, nanos: 500 }, one, 3600, 0)).toBe(1);
    expect(microsOf({ ...price, nanos: 499 }, one, 3600, 0)).toBe(0);
    expect(microsOf({ ...price, nanos: 1499 }, one, 3600, 0)).toBe(1);
  });

  test("what has no price is unrated and counts nothing", () => {
    const zone = "us-east-1a";
    const spot = { ...usage("machine", 0, 3600), priceKey: "machine/t3.large/spot", zone };
    const lines = billLines([spot, usage("address", 0, 3600)], { ...always, by: "day" }, { book, now: at(0) });
    expect(totalOf(lines)).toEqual({ micros: 5000, unrated: ["machine/t3.large/spot"] });
    // As soon as there is a price, the same usage is rated.
    const changes = [{ at: at(0), nanos: 1e7 }];
    const read = [{ region: "us-east-1", machineType: "t3.large", zone, month: "2026-01", changes }];
    const later = priceBook("us-east-1", undefined, read);
    expect(totalOf(rateUsage(spot, always, { book: later, now: at(0) })).micros).toBe(10_000);
  });
});

describe("the price book", () => {
  test("every machine type on offer has a price, and each price its source and day", () => {
    for (const type of machineTypes) {
      const price = book.price(`machine/${type}/on-demand`, at(0));
      expect(price?.nanos).toBeGreaterThan(0);
      expect(price?.source).not.toBe("");
      expect(price?.from).toMatch(/^\d{4}-\d\d-\d\d$/);
    }
  });

  test("a price holds from its day on, the first one for what was before", () => {
    const price = { region: "r", key: "k", per: "hour", source: "" } as const;
    const changing = priceBook("r", [
      { ...price, nanos: 2, from: "2026-03-01" },
      { ...price, nanos: 1, from: "2026-02-01" },
    ]);
    const nanos = ["2026-01-01", "2026-02-01", "2026-02-28", "2026-03-01", "2027-01-01"].map(
      (day) => changing.price("k", `${day}T23:00:00.000Z`)?.nanos,
    );
    expect(nanos).toEqual([1, 1, 1, 2, 2]);
    expect(priceBook("elsewhere").price("nat-gateway", at(0))).toBeUndefined();
  });
});

describe("bills", () => {
  const kind = fc.constantFrom<UsageKind>("machine", "volume", "address", "load-balancer", "nat-gateway", "snapshot");
  const span = fc.record({
    kind,
    start: fc.nat(40 * 86_400),
    seconds: fc.nat(20 * 86_400),
    quantity: fc.integer({ min: 1, max: 100 }),
  });
  const usages = fc.array(
    span.map((one) =>
      usage(one.kind, one.start, one.start + one.seconds, one.quantity * (one.kind === "snapshot" ? 3_000_001 : 1)),
    ),
    { maxLength: 6 },
  );

  test("by hour, day or month, cut anywhere and done again: the same sum", () => {
    fc.assert(
      fc.property(usages, fc.nat(60 * 24), (all, cut) => {
        const rating = { book, now: at(70 * 86_400) };
        const middle = at(cut * 3600);
        const sums = (["hour", "day", "month"] as const).flatMap((by) => [
          totalOf(billLines(all, { ...always, by }, rating)).micros,
          totalOf(billLines(all, { since: always.since, until: middle, by }, rating)).micros +
            totalOf(billLines(all, { since: middle, until: always.until, by }, rating)).micros,
        ]);
        expect(new Set(sums).size).toBe(1);
      }),
      { numRuns: 40 },
    );
  });

  test("hours together, of a day or a month, cost what they cost one by one, whenever the price changes", () => {
    const changes = fc.array(fc.record({ day: fc.nat(70), nanos: fc.integer({ min: 1, max: 2e8 }) }), { maxLength: 6 });
    fc.assert(
      fc.property(usages, changes, fc.nat(60 * 24), fc.nat(60 * 24), (all, changed, a, b) => {
        const prices = Object.values(keys).flatMap((key) =>
          [{ day: 0, nanos: 1e7 }, ...changed].map(({ day, nanos }, i) => ({
            ...{ region: "us-east-1", key, nanos: nanos + i, source: "test", from: at(day * 86_400).slice(0, 10) },
            per: key === "volume/gp3" || key === "snapshot/s3-standard" ? ("gib-month" as const) : ("hour" as const),
          })),
        );
        const rating = { book: priceBook("us-east-1", prices), now: at(70 * 86_400) };
        const range = { since: at(Math.min(a, b) * 3600), until: at(Math.max(a, b) * 3600) };
        for (const one of all) {
          const hours = rateUsage(one, range, rating);
          for (const by of ["day", "month"] as const) {
            const joined = rateUsage(one, range, rating, by);
            const sums = (charges: typeof hours) => {
              const periods: Record<string, [number, number, number]> = {};
              for (const { hour, seconds, amount, micros = 0 } of charges) {
                const period = hour.slice(0, by === "day" ? 10 : 7);
                const [s, n, m] = periods[period] ?? [0, 0, 0];
                periods[period] = [s + seconds, n + amount, m + micros];
              }
              return periods;
            };
            expect(sums(joined)).toEqual(sums(hours));
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test("a month of one price is one charge, beside the hours that it begins and ends in", () => {
    const range = { since: at(0), until: at(31 * 86_400) };
    const now = at(31 * 86_400);
    expect(rateUsage(usage("machine", 1800), range, { book, now }, "month")).toHaveLength(2);
    expect(rateUsage(usage("machine", 0), range, { book, now }, "month")).toHaveLength(1);
    expect(rateUsage(usage("machine", 0), range, { book, now }, "day")).toHaveLength(31);
    const price = { region: "us-east-1", key: keys.machine, per: "hour", source: "test" } as const;
    const dearer = priceBook("us-east-1", [
      { ...price, nanos: 1000, from: "2026-01-01" },
      { ...price, nanos: 2000, from: "2026-01-11" },
    ]);
    const charges = rateUsage(usage("machine", 0), range, { book: dearer, now }, "month");
    expect(charges.map(({ hour, seconds }) => [hour, seconds])).toEqual([
      [at(0), 10 * 86_400],
      [at(10 * 86_400), 21 * 86_400],
    ]);
  });
});
