import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Candidate, pickLeaving } from "./pick-leaving.ts";

const zones = ["a", "b", "c"];
const candidates = fc
  .array(
    fc.record({
      zone: fc.constantFrom(...zones),
      leaving: fc.boolean(),
      inService: fc.boolean(),
      template: fc.integer({ min: 1, max: 3 }),
      age: fc.integer({ min: 0, max: 5 }),
    }),
    { maxLength: 25 },
  )
  .map((list) =>
    list.map(
      ({ age, ...rest }, i): Candidate => ({
        ...rest,
        nodeId: `i-${String(i).padStart(3, "0")}`,
        launchedAt: new Date(Date.UTC(2026, 0, 1) - age * 1000).toISOString(),
      }),
    ),
  );
const some = candidates.chain((nodes) => fc.tuple(fc.constant(nodes), fc.integer({ min: 0, max: nodes.length })));

const idsOf = (nodes: Candidate[]): string[] => nodes.map(({ nodeId }) => nodeId);
const gapOf = (nodes: readonly Candidate[]): number => {
  const loads = zones.map((zone) => nodes.filter((node) => node.zone === zone).length);
  return Math.max(...loads) - Math.min(...loads);
};

test("as many as are asked for, each once, whatever the order in which they are looked at", () => {
  fc.assert(
    fc.property(some, ([nodes, count]) => {
      const picked = pickLeaving(nodes, count);
      expect(new Set(idsOf(picked)).size).toBe(count);
      expect(idsOf(pickLeaving(nodes.toReversed(), count))).toEqual(idsOf(picked));
      expect(pickLeaving(nodes, nodes.length + 1)).toHaveLength(nodes.length);
    }),
  );
});

test("who goes of fewer, goes of more", () => {
  fc.assert(
    fc.property(some, ([nodes, count]) => {
      const more = pickLeaving(nodes, nodes.length);
      expect(idsOf(pickLeaving(nodes, count))).toEqual(idsOf(more.slice(0, count)));
    }),
  );
});

test("nobody goes while one stays that is leaving already; nobody in service while one that is not stays", () => {
  fc.assert(
    fc.property(some, ([nodes, count]) => {
      const picked = new Set(pickLeaving(nodes, count));
      const stay = nodes.filter((node) => !picked.has(node));
      for (const goes of picked)
        for (const stays of stay) {
          expect(!goes.leaving && stays.leaving).toBe(false);
          if (goes.leaving === stays.leaving) expect(goes.inService && !stays.inService).toBe(false);
        }
    }),
  );
});

const inService = some.map(
  ([nodes, count]) => [nodes.map((node) => ({ ...node, leaving: false, inService: true })), count] as const,
);

test("of those in service, zones are no further apart than they were, or than one, whatever templates they are of", () => {
  fc.assert(
    fc.property(inService, ([nodes, count]) => {
      const picked = new Set(idsOf(pickLeaving(nodes, count)));
      const stay = nodes.filter(({ nodeId }) => !picked.has(nodeId));
      expect(gapOf(stay)).toBeLessThanOrEqual(Math.max(1, gapOf(nodes)));
    }),
  );
});

test("of those in service, in one zone none of a newer template goes while one of an older stays", () => {
  fc.assert(
    fc.property(inService, ([nodes, count]) => {
      const picked = new Set(pickLeaving(nodes, count));
      for (const goes of picked)
        for (const stays of nodes.filter((node) => !picked.has(node) && node.zone === goes.zone))
          expect(goes.template > stays.template).toBe(false);
    }),
  );
});

test("of equals in one zone the oldest goes", () => {
  const node = (nodeId: string, launchedAt: string): Candidate => ({
    nodeId,
    launchedAt,
    zone: "a",
    leaving: false,
    inService: true,
    template: 1,
  });
  const nodes = [
    node("i-1", "2026-01-03T00:00:00Z"),
    node("i-2", "2026-01-01T00:00:00Z"),
    node("i-3", "2026-01-02T00:00:00Z"),
  ];
  expect(idsOf(pickLeaving(nodes, 2))).toEqual(["i-2", "i-3"]);
});
