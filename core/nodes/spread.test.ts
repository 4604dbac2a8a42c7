import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { freeSlots, spreadOver } from "./spread.ts";

const zones = ["a", "b", "c"];
const there = fc.array(fc.constantFrom(...zones, "elsewhere"), { maxLength: 20 });

const gapOf = (list: string[]): number => {
  const loads = zones.map((zone) => list.filter((one) => one === zone).length);
  return Math.max(...loads) - Math.min(...loads);
};

test("new machines make zones more even, and fill them evenly from nothing", () => {
  fc.assert(
    fc.property(there, fc.nat(30), (before, count) => {
      const added = spreadOver(zones, before, count);
      expect(added).toHaveLength(count);
      expect(gapOf([...before, ...added])).toBeLessThanOrEqual(Math.max(1, gapOf(before)));
      expect(gapOf(spreadOver(zones, [], count))).toBeLessThanOrEqual(1);
    }),
  );
});

test("enough new machines make up for any unevenness", () => {
  fc.assert(
    fc.property(there, (before) => {
      const added = spreadOver(zones, before, zones.length * before.length);
      expect(gapOf([...before, ...added])).toBeLessThanOrEqual(1);
    }),
  );
});

test("slots are the lowest that are free, and never one that is taken", () => {
  expect(freeSlots("web", ["web-0", "web-2", "db-1"], 3)).toEqual(["web-1", "web-3", "web-4"]);
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.nat(10), (used, count) => {
      const taken = used.map((i) => `web-${i}`);
      const free = freeSlots("web", taken, count);
      expect(new Set(free).size).toBe(count);
      for (const slot of free) expect(taken).not.toContain(slot);
    }),
  );
});
