import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Life, simulateLife } from "#core/fakes/simulated-life.ts";
import { mergeUsage } from "./merge-usage.ts";
import type { UsageFact, UsageInterval } from "./usage.ts";

const which = fc.nat({ max: 50 });
/** From a second to weeks: a life is months long. */
const afterSeconds = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 20 * 24 * 3600 }));
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("launch" as const),
      disks: fc.array(fc.constantFrom(8, 20)),
      group: fc.nat(2),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom("terminate" as const, "stop" as const, "start" as const), which }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("kill" as const), which }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("back-up" as const), bytes: fc.nat(200_000_000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove-backup" as const), which }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("lose-zone" as const), zone: fc.nat(2) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("upgrade" as const), machineSeconds: fc.integer({ min: 0, max: 1800 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom(...(["hibernate", "wake", "rebuild-balancer", "rebuild-network"] as const)),
    }),
  },
);
const life: fc.Arbitrary<Life> = fc.record({
  steps: fc.array(fc.tuple(step, afterSeconds).map(([one, seconds]) => ({ ...one, afterSeconds: seconds }))),
  deliveries: fc.array(
    fc.record({
      delaySeconds: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1100 })),
      copies: fc.integer({ min: 1, max: 3 }),
      lost: fc.boolean(),
    }),
    { minLength: 1 },
  ),
  looks: fc.array(fc.integer({ min: 30, max: 3500 }), { minLength: 1 }),
});

test("whatever happens, and however it is told of, the ledger is what there was, to the second", async () => {
  await fc.assert(
    fc.asyncProperty(life, async (lived) => {
      const { truth, ledger, residualSeconds, statements, chargedMicros } = await simulateLife(lived);
      expect(residualSeconds).toBe(0);
      const estate = <One extends { kind: string }>(all: One[]) => all.filter(({ kind }) => kind !== "snapshot");
      expect(estate(ledger)).toHaveLength(estate(truth).length);
      expect(ledger.every(({ end }) => end !== undefined)).toBe(true);
      const sum = (amounts: (number | undefined)[]): number => amounts.reduce<number>((all, one = 0) => all + one, 0);
      for (const { lines, corrections, totalMicros, unrated } of statements) {
        expect(unrated).toEqual([]);
        expect(sum([...lines, ...corrections].map(({ micros }) => micros))).toBe(totalMicros);
      }
      expect(sum(statements.map(({ totalMicros }) => totalMicros))).toBe(chargedMicros);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test("a machine that ends by itself and of which no event comes ends when somebody looks, and says so", async () => {
  const lost = { delaySeconds: 1, copies: 1, lost: true };
  const { ledger, unknownEnds, residualSeconds } = await simulateLife({
    steps: [
      { kind: "launch", disks: [20], group: 1, afterSeconds: 10 },
      { kind: "lose-zone", zone: 1, afterSeconds: 1000 },
    ],
    deliveries: [lost],
    looks: [600],
  });
  // The zone was lost at 1,010 s; a minute later somebody looks, as the cluster is deleted.
  const end = { at: "2026-01-01T00:17:50.000Z", by: "looked" };
  expect(ledger.filter(({ part }) => part === "ng_1").map((one) => one.end)).toEqual([end, end]);
  expect([unknownEnds, residualSeconds]).toEqual([2, 0]);
});

const start = "2026-01-01T00:00:00.000Z";
const usage: UsageFact = {
  ...{ usageId: "vol-1", clusterId: "cls_1", resourceId: "vol-1", kind: "volume", priceKey: "volume/gp3" },
  ...{ quantity: 20, part: "control-plane", start },
};
const moment = fc
  .integer({ min: 0, max: 100 })
  .map((second) => new Date(Date.parse(start) + second * 1000).toISOString());
const fact = fc.oneof(
  fc.constant(usage),
  moment.map((at): UsageFact => ({ ...usage, end: { at, by: "told" } })),
  moment.map((at): UsageFact => ({ ...usage, end: { at, by: "looked" } })),
);
const day: UsageFact = { ...usage, ...{ usageId: "kept@2026-01-01", kind: "snapshot", quantity: 0, amount: 0 } };
/** The later, the more; now and then somebody has not seen all of it yet, and sees the end all the same. */
const factOfDay = fc.oneof(
  fc.tuple(fc.nat(5), fc.nat(5), fc.boolean()).map(
    ([amount, quantity, over]): UsageFact => ({
      ...{ ...day, amount, quantity },
      ...(over ? { end: { at: "2026-01-02T00:00:00.000Z", by: "told" } } : {}),
    }),
  ),
  moment.map((at): UsageFact => ({ ...day, end: { at, by: "looked" } })),
);
const learn = (facts: readonly UsageFact[]): UsageInterval | undefined =>
  facts.reduce<UsageInterval | undefined>((known, one) => mergeUsage("tenant", known, one), undefined);

test.each([
  ["a volume", fact],
  ["a day of snapshots", factOfDay],
])("facts of any order and number make the same interval of %s", (_, one) => {
  fc.assert(
    fc.property(fc.array(one, { minLength: 1 }), fc.array(fc.nat()), (facts, picks) => {
      const again = picks.map((pick) => facts[pick % facts.length] as UsageFact);
      expect(learn([...again, ...facts.toReversed(), ...again])).toEqual(learn(facts));
    }),
  );
});

test.each([
  ["a volume", fact],
  ["a day of snapshots", factOfDay],
])("a fact of %s that is known already changes nothing", (_, one) => {
  fc.assert(
    fc.property(fc.array(one, { minLength: 1 }), (facts) => {
      const known = learn(facts);
      for (const again of facts) expect(mergeUsage("tenant", known, again)).toBe(known);
    }),
  );
});

test("of two looks at a day that one counts which has seen more of it", () => {
  const at = (amount: number, quantity: number): UsageFact => ({ ...day, amount, quantity });
  expect(learn([at(5, 9), at(7, 3), at(6, 12)])).toMatchObject({ amount: 7, quantity: 3 });
  expect(learn([at(5, 9), at(5, 11)])).toMatchObject({ amount: 5, quantity: 11 });
});
