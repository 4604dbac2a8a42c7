import { describe, expect, test } from "@jest/globals";
import { MonthQuery, Statement, StatementQuery } from "#contract/statements.ts";
import { finalBill } from "#core/billing/final-bill.ts";
import { pricesOf } from "#core/billing/prices.ts";
import { billingStatements } from "#core/billing/read-statements.ts";
import { settleBills } from "#core/billing/settle-bills.ts";
import { settleUnrated } from "#core/billing/settle-unrated.ts";
import { billingStatement } from "#core/billing/tenant-statement.ts";
import { TemporaryFailure } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { fakePriceStore } from "#core/fakes/prices.ts";
import type { Bills } from "#core/ports/bills.ts";
import { at, day, made, portsAt } from "./billed.ts";
import { caller } from "./service.ts";

const hour = 3_600_000;
const region = "us-east-1";
const priceKey = "machine/new9.large/on-demand";
const other = "machine/new9.xlarge/on-demand";
const spotKey = "machine/t3.large/spot";
const zone = "us-east-1a";

/** A cluster, a book that grows, and bills that count what is read for them. */
const billed = async () => {
  const one = await made();
  const store = fakePriceStore();
  const reads = { usage: 0, statements: 0 };
  const { ledger, bills } = one.service.ports;
  const counted = {
    ledger: {
      ...ledger,
      usage: (...given: Parameters<typeof ledger.usage>) => {
        reads.usage += 1;
        return ledger.usage(...given);
      },
    },
    bills: {
      ...bills,
      statements: (...given: Parameters<typeof bills.statements>) => {
        reads.statements += 1;
        return bills.statements(...given);
      },
    },
  };
  const ports = (days: number) => ({
    ...{ ...portsAt(one.service, at(days * day)), ...counted, prices: pricesOf(store, region) },
  });
  return {
    ...one,
    bills,
    counts: async (work: () => Promise<unknown>) => {
      Object.assign(reads, { usage: 0, statements: 0 });
      await work();
      return { ...reads };
    },
    ports,
    learn: (key: string) =>
      store.addListed([{ region, key, nanos: 500_000_000, per: "hour", from: "2026-03-12", source: "test" }]),
    /** What a zone's machines have cost from a moment of January on. */
    learnSpot: (from: number, nanos: number, inZone = zone) =>
      store.addSpot([
        { region, machineType: "t3.large", zone: inZone, month: "2026-01", changes: [{ at: at(from), nanos }] },
      ]),
    settle: (days: number) => settleBills(one.cluster, ports(days)),
    end: (days: number) => finalBill(one.cluster, ports(days)),
    look: (days: number, more: { bills?: Bills } = {}) => settleUnrated({ ...ports(days), ...more }),
    /** Of all its months, newest first. */
    said: async () =>
      (await bills.statements(caller.tenantId, { clusterId: one.clusterId })).map((said) => [
        ...[said.month, said.state, said.totalMicros, said.corrections],
      ]),
  };
};

describe("a cluster that is gone", () => {
  /** Ten hours of January and five of February that nobody knows the price of, beside a machine that has one; gone in February. */
  const gone = async () => {
    const one = await billed();
    await one.note(one.fact("i-1", 0, hour), one.fact("i-9", 0, 10 * hour, { priceKey }));
    await one.note(one.fact("i-8", 35 * day, 35 * day + 5 * hour, { priceKey }));
    for (const days of [10, 34]) await one.settle(days);
    const bill = await one.end(40);
    return { ...one, bill };
  };
  const january = ["2026-01", "closed", 83_200, []];
  const february = ["2026-02", "closed", 0, []];
  const march = [
    ...["2026-03", "closed", 15 * 500_000],
    [
      { month: "2026-01", micros: 10 * 500_000 },
      { month: "2026-02", micros: 5 * 500_000 },
    ],
  ];

  test("a price that comes later is a correction in the next month that is open, once, and in the tenant's total", async () => {
    const one = await gone();
    expect(one.bill).toMatchObject({ totalMicros: 83_200, unrated: [priceKey] });
    expect(await one.said()).toEqual([february, january]);
    // No price, nothing to be read; a price, and its month is closed.
    expect(await one.counts(() => one.look(40))).toEqual({ usage: 0, statements: 0 });
    expect(await one.counts(() => one.look(60))).toEqual({ usage: 0, statements: 0 });
    expect(await one.look(60)).toEqual({ settled: 0, failed: [] });
    await one.learn(priceKey);
    expect(await one.look(58)).toEqual({ settled: 0, failed: [] });

    expect(await one.look(62)).toEqual({ settled: 1, failed: [] });
    expect(await one.said()).toEqual([march, february, january]);
    for (const days of [62, 63, 91, 125]) expect(await one.look(days)).toEqual({ settled: 0, failed: [] });
    expect(await one.said()).toEqual([march, february, january]);

    const query = StatementQuery.parse({ month: "2026-03" });
    const { items } = await billingStatements({ ...callOf({}), query }, one.ports(63));
    for (const item of items) expect(Statement.parse(item)).toEqual(item);
    expect(items.map(({ clusterName, lines, unrated }) => [clusterName, lines, unrated])).toEqual([["web", [], []]]);
    const total = await billingStatement({ ...callOf({}), query: MonthQuery.parse({}) }, one.ports(63));
    expect(total).toMatchObject({
      month: "2026-03",
      totalMicros: 7_500_000,
      correctionsMicros: 7_500_000,
      clusters: 1,
    });
  });

  test("of two prices each is told once, in the month that it came in or the next one", async () => {
    const one = await billed();
    await one.note(one.fact("i-9", 0, 10 * hour, { priceKey }), one.fact("i-8", 0, 4 * hour, { priceKey: other }));
    await one.end(2);
    await one.learn(priceKey);
    expect(await one.look(33)).toMatchObject({ settled: 1 });
    await one.learn(other);
    expect(await one.look(34)).toMatchObject({ settled: 0 });
    expect(await one.look(61)).toMatchObject({ settled: 1 });
    expect(await one.look(95)).toMatchObject({ settled: 0 });
    expect(await one.said()).toEqual([
      ["2026-03", "closed", 2_000_000, [{ month: "2026-01", micros: 2_000_000 }]],
      ["2026-02", "closed", 5_000_000, [{ month: "2026-01", micros: 5_000_000 }]],
      ["2026-01", "closed", 0, []],
    ]);
  });

  test("a month that has a closed statement already is passed over", async () => {
    const one = await billed();
    await one.note(one.fact("i-9", 0, 10 * hour, { priceKey }));
    // The stage is done again when its month is over.
    for (const days of [2, 33]) await one.end(days);
    await one.learn(priceKey);
    expect(await one.look(34)).toMatchObject({ settled: 1 });
    expect(await one.counts(() => one.look(34))).toEqual({ usage: 0, statements: 0 });
    expect(await one.look(61)).toMatchObject({ settled: 1 });
    expect(await one.said()).toEqual([
      ["2026-03", "closed", 5_000_000, [{ month: "2026-01", micros: 5_000_000 }]],
      ["2026-02", "closed", 0, []],
      ["2026-01", "closed", 0, []],
    ]);
  });

  test("looked at by two at once, or again after a fault at any write, nothing is told twice or lost", async () => {
    for (const fault of ["none", "before", "after"] as const) {
      const one = await gone();
      await one.learn(priceKey);
      let left = fault === "none" ? 0 : 1;
      const bills: Bills = {
        ...one.bills,
        async settleUnrated(...given) {
          if (left > 0 && fault === "before") {
            left -= 1;
            throw new TemporaryFailure("the table is gone");
          }
          const kept = await one.bills.settleUnrated(...given);
          if (left > 0) {
            left -= 1;
            throw new TemporaryFailure("the answer is lost");
          }
          return kept;
        },
      };
      const outcomes = await Promise.all([one.look(62, { bills }), one.look(62, { bills })]);
      expect(outcomes.flatMap(({ failed }) => failed)).toHaveLength(fault === "none" ? 0 : 1);
      for (const days of [62, 91, 125]) await one.look(days, { bills });
      expect(await one.said()).toEqual([march, february, january]);
    }
  });

  test("a statement that is not written when its cluster ends is looked after all the same", async () => {
    const one = await billed();
    await one.note(one.fact("i-9", 0, 10 * hour, { priceKey }));
    const keepStatement = () => Promise.reject(new TemporaryFailure("the table is gone"));
    const ports = { ...one.ports(2), bills: { ...one.bills, keepStatement } };
    await expect(finalBill(one.cluster, ports)).rejects.toBeInstanceOf(TemporaryFailure);
    // The price comes before the stage does: its statement has it, and what was noted finds nothing to do.
    await one.learn(priceKey);
    expect(await one.end(2)).toMatchObject({ totalMicros: 5_000_000, unrated: [] });
    expect(await one.look(33)).toMatchObject({ settled: 1 });
    expect(await one.said()).toEqual([["2026-01", "closed", 5_000_000, []]]);
    expect(await one.bills.unrated("2027-01")).toEqual([]);
  });

  test("one that cannot be read keeps no other waiting, and is told", async () => {
    const one = await gone();
    await one.bills.keepUnrated({
      ...{ tenantId: "red", clusterId: "cls_red", clusterName: "red", from: "2026-02" },
      months: [{ month: "2026-01", unrated: [priceKey], prices: 0 }],
    });
    await one.learn(priceKey);
    const bills: Bills = {
      ...one.bills,
      statements: (tenantId, of) =>
        tenantId === "red"
          ? Promise.reject(new TemporaryFailure("the table is gone"))
          : one.bills.statements(tenantId, of),
    };
    const { settled, failed } = await one.look(62, { bills });
    expect([settled, failed.map(({ clusterId }) => clusterId)]).toEqual([1, ["cls_red"]]);
  });

  test("what had no spot price at first has one once older prices are read; until then it is rated once", async () => {
    const one = await billed();
    await one.note(one.fact("i-7", 0, 10 * hour, { priceKey: spotKey, zone }));
    await one.learnSpot(5 * hour, 100_000_000);
    await one.learnSpot(0, 900_000_000, "us-east-1b");
    expect(await one.end(2)).toMatchObject({ totalMicros: 0, unrated: [spotKey] });
    expect(await one.counts(() => one.look(33))).toMatchObject({ usage: 1 });
    expect(await one.counts(() => one.look(34))).toEqual({ usage: 0, statements: 0 });
    await one.learnSpot(0, 40_000_000);
    expect(await one.look(35)).toMatchObject({ settled: 1 });
    expect(await one.counts(() => one.look(95))).toEqual({ usage: 0, statements: 0 });
    expect(await one.said()).toEqual([
      ["2026-02", "closed", 700_000, [{ month: "2026-01", micros: 700_000 }]],
      ["2026-01", "closed", 0, []],
    ]);
  });

  test("nobody looks after months that the ledger has no more", async () => {
    const one = await gone();
    expect(await one.bills.unrated("2027-12")).toHaveLength(1);
    expect(await one.look(500)).toMatchObject({ settled: 1 });
    expect(await one.bills.unrated("2027-12")).toEqual([]);
    expect(await one.said()).toEqual([february, january]);
  });
});

describe("a cluster that lives", () => {
  test("statements are read once an hour, last month's by its key too, and months without prices are rated when prices have come", async () => {
    const one = await billed();
    await one.note(one.fact("i-7", 0, 10 * hour, { priceKey: spotKey, zone }), one.fact("i-1", 0));
    await one.learnSpot(5 * hour, 100_000_000);
    await one.learnSpot(0, 900_000_000, "us-east-1b");
    for (const days of [10, 34, 40]) await one.settle(days);
    // January is before the last month, and has been rated with these prices in February.
    expect(await one.counts(() => one.settle(62))).toEqual({ usage: 1, statements: 2 });
    expect(await one.counts(() => one.settle(91))).toEqual({ usage: 1, statements: 2 });
    await one.learnSpot(0, 40_000_000);
    const corrections = [{ month: "2026-01", micros: 700_000 }];
    expect(await one.counts(() => one.settle(92))).toEqual({ usage: 2, statements: 2 });
    const april = await one.settle(93);
    expect(april).toMatchObject({ month: "2026-04", corrections });
    expect(await one.counts(() => one.settle(93))).toEqual({ usage: 1, statements: 2 });
    for (const days of [121, 125]) expect(await one.settle(days)).toMatchObject({ month: "2026-05", corrections: [] });
    expect((await one.said()).filter(([month]) => month === "2026-04")).toMatchObject([
      ["2026-04", "closed", expect.any(Number), corrections],
    ]);
  });

  test("its end tells what has come until then, and what comes later is told after it", async () => {
    const one = await billed();
    await one.note(one.fact("i-9", 0, 10 * hour, { priceKey }), one.fact("i-8", 0, 4 * hour, { priceKey: other }));
    for (const days of [10, 34, 62]) await one.settle(days);
    await one.learn(priceKey);
    await one.settle(63);
    expect(await one.end(64)).toMatchObject({ totalMicros: 5_000_000, unrated: [other] });
    await one.learn(other);
    expect(await one.look(70)).toMatchObject({ settled: 0 });
    expect(await one.look(92)).toMatchObject({ settled: 1 });
    expect(await one.said()).toEqual([
      ["2026-04", "closed", 2_000_000, [{ month: "2026-01", micros: 2_000_000 }]],
      ["2026-03", "closed", 5_000_000, [{ month: "2026-01", micros: 5_000_000 }]],
      ["2026-02", "closed", 0, []],
      ["2026-01", "closed", 0, []],
    ]);
  });

  test("its final bill does not name as unrated what was corrected in months that the ledger has forgotten", async () => {
    const one = await billed();
    await one.note(one.fact("i-9", 0, 10 * hour, { priceKey }), one.fact("i-8", 0, 4 * hour, { priceKey: other }));
    for (const days of [10, 34, 62]) await one.settle(days);
    await one.learn(priceKey);
    for (const days of [63, 92, 95]) await one.settle(days);
    expect(await one.end(520)).toMatchObject({ totalMicros: 5_000_000 + 0, unrated: [other] });
    expect(await one.bills.unrated("2030-01")).toEqual([]);
  });
});
