import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { decideChange, type GroupSeen } from "#core/nodes/decide-change.ts";
import { stagesOf } from "#core/operations/stages.ts";
import type { GroupChange, GroupNode } from "./node-group.ts";
import { type ChangeRules, proveNodeChange } from "./prove-node-change.ts";

const zones = ["a", "b", "c"];

const node = (i: number, zone: string, more: Partial<GroupNode> = {}): GroupNode => ({
  ...{ nodeId: `i-${i}`, zone, template: 2, launchedAt: `2026-01-0${i + 1}T00:00:00Z` },
  ...{ is: "ready", outdated: false, cordoned: "no", emptied: false, isNew: false },
  ...more,
});

const old = { template: 1, outdated: true };

/** Nodes over the zones in turns. */
const nodesOf = (count: number, zoneCount: number, more: Partial<GroupNode> = {}): GroupNode[] =>
  Array.from({ length: count }, (_, i) => node(i, zones[i % zoneCount] ?? "", more));

const change = (kind: GroupChange["kind"], nodes: GroupNode[], more: Partial<GroupChange> = {}): GroupChange => ({
  ...{ kind, nodes, zones, size: { before: nodes.length, after: nodes.length } },
  ...more,
});

const sizes = [0, 1, 2, 3, 4];

describe.each(sizes)("a group of %i", (before) => {
  describe.each([1, 2, 3])("in %i zones", (zoneCount) => {
    const within = { zones: zones.slice(0, zoneCount) };
    const nodes = nodesOf(before, zoneCount);
    const targets = nodes.map(({ nodeId }) => nodeId);
    test.each([
      ...sizes.map((after) => change("node-group.update", nodes, { ...within, size: { before, after } })),
      ...sizes.map((after) => change("node-group.create", [], { ...within, size: { before: 0, after } })),
      change("node-group.delete", nodes, within),
      ...[1, 2, 3].map((maxSurge) =>
        change("node-group.roll", nodesOf(before, zoneCount, old), { ...within, maxSurge }),
      ),
      ...targets.flatMap((nodeId) => [
        change("node.drain", nodes, { ...within, nodeId }),
        change("node.replace", nodes, { ...within, nodeId }),
        change("node.remove", nodes, { ...within, nodeId, size: { before, after: before - 1 } }),
      ]),
    ])("keeps all promises: $kind $nodeId to $size.after, surge $maxSurge", (one) => {
      expect(proveNodeChange(one)).toMatchObject({ holds: true, broken: [] });
    });
  });
});

test("whatever state a group is in, each change of it keeps its promises", () => {
  const some = fc.array(
    fc.record({
      zone: fc.constantFrom(...zones),
      isOld: fc.boolean(),
      is: fc.constantFrom("ready" as const, "ready" as const, "broken" as const),
      cordoned: fc.constantFrom("no" as const, "no" as const, "before" as const),
    }),
    { minLength: 1, maxLength: 4 },
  );
  const kinds = ["node-group.update", "node-group.roll", "node.drain", "node.replace", "node.remove"] as const;
  fc.assert(
    fc.property(
      some,
      fc.constantFrom(...kinds),
      fc.record({ before: fc.nat(4), after: fc.nat(4), at: fc.nat(3), zoneCount: fc.integer({ min: 1, max: 3 }) }),
      (list, kind, { before, after, at, zoneCount }) => {
        const nodes = list.map(({ isOld, ...rest }, i) => node(i, rest.zone, { ...rest, ...(isOld ? old : {}) }));
        const one = change(kind, nodes, {
          zones: zones.slice(0, zoneCount),
          size: {
            before,
            after: kind === "node-group.update" ? after : Math.max(before - Number(kind === "node.remove"), 0),
          },
          nodeId: kind.startsWith("node.") ? nodes[at % nodes.length]?.nodeId : undefined,
          maxSurge: 1 + (at % 3),
        });
        expect(proveNodeChange(one).broken).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

const own: ChangeRules = { decide: decideChange, stages: stagesOf["node-group.update"] };
const service = /^no fewer nodes are in service/;
const machines = /^no more machines are there/;
const inZones = /^nodes are in service in no fewer zones/;
const even = /^its zones end no further apart/;
const pods = /^no machine that was there is ended before its pods/;
const atEnd = /^at its end, or with the next change/;
const ends = /^it comes to an end$/;

/** Nodes that go, chosen otherwise. */
const leavingBy =
  (choose: (seen: GroupSeen, count: number) => string[]): ChangeRules["decide"] =>
  (seen) => {
    const decided = decideChange(seen);
    return { ...decided, leaving: choose(seen, decided.leaving.length) };
  };

const roll = change("node-group.roll", nodesOf(3, 3, old), { maxSurge: 1 });
const shrink = change("node-group.update", nodesOf(4, 2), { size: { before: 4, after: 2 } });

test.each<[string, RegExp, GroupChange, Partial<ChangeRules>]>([
  [
    "that drains before the new ones are Ready",
    service,
    roll,
    {
      stages: [
        "PlanNodes",
        "LaunchMachines",
        "CordonNodes",
        "DrainNodes",
        "AwaitMachines",
        "RemoveNodes",
        "FinishChange",
      ],
    },
  ],
  [
    "that does not wait for the new ones at all",
    service,
    roll,
    { stages: own.stages.filter((stage) => stage !== "AwaitMachines" && stage !== "VerifyNodes") },
  ],
  [
    "that replaces without a new one",
    service,
    change("node.replace", nodesOf(3, 3), { nodeId: "i-0" }),
    { decide: (seen) => ({ ...decideChange(seen), zones: [] }) },
  ],
  [
    "that takes all of a zone",
    inZones,
    shrink,
    {
      decide: leavingBy(({ present }, count) =>
        present
          .toSorted((a, b) => (a.zone < b.zone ? -1 : 1))
          .slice(0, count)
          .map(({ nodeId }) => nodeId),
      ),
    },
  ],
  [
    "that looks at templates before zones, as it once did",
    even,
    change("node-group.update", [node(0, "a", old), node(1, "a", old), node(2, "b"), node(3, "b")], {
      ...{ zones: ["a", "b"], size: { before: 4, after: 2 } },
    }),
    {
      decide: leavingBy(({ present }, count) =>
        present
          .toSorted((a, b) => a.template - b.template)
          .slice(0, count)
          .map(({ nodeId }) => nodeId),
      ),
    },
  ],
  [
    "that puts all new ones into one zone",
    even,
    change("node-group.update", nodesOf(1, 3), { size: { before: 1, after: 4 } }),
    { decide: (seen) => ({ leaving: [], zones: decideChange(seen).zones.map(() => "a") }) },
  ],
  [
    "that brings more than it replaces at a time",
    machines,
    roll,
    { decide: (seen) => ({ ...decideChange(seen), zones: [...decideChange(seen).zones, "a"] }) },
  ],
  [
    "that ends machines before it has drained them",
    pods,
    shrink,
    {
      stages: [
        "PlanNodes",
        "LaunchMachines",
        "AwaitMachines",
        "VerifyNodes",
        "CordonNodes",
        "RemoveNodes",
        "DrainNodes",
      ],
    },
  ],
  [
    "that leaves what a failed change has cordoned where it is",
    atEnd,
    change("node.remove", [node(0, "a", { is: "broken" }), node(1, "b"), node(2, "c")], {
      ...{ nodeId: "i-1", size: { before: 3, after: 2 } },
    }),
    { decide: (seen) => decideChange({ ...seen, present: seen.present.map((one) => ({ ...one, leaving: false })) }) },
  ],
  ["that never picks an outdated one", ends, roll, { decide: () => ({ zones: [], leaving: [] }) }],
])("the search catches a rule %s", (_, promise, one, rules) => {
  expect(proveNodeChange(one).broken).toEqual([]);
  const { holds, broken } = proveNodeChange(one, { ...own, ...rules });
  expect({ holds, broken }).toEqual({ holds: false, broken: expect.arrayContaining([expect.stringMatching(promise)]) });
});

test("a group of which nodes do not serve is not promised even zones; one that goes, or a node that is named, neither", () => {
  const told = (one: GroupChange): boolean => proveNodeChange(one).promises.some((promise) => even.test(promise));
  expect(told(change("node-group.update", nodesOf(3, 3)))).toBe(true);
  expect(told(change("node-group.update", [node(0, "a", { is: "broken" }), node(1, "b")]))).toBe(false);
  expect(told(change("node.remove", nodesOf(3, 3), { nodeId: "i-0" }))).toBe(false);
  expect(told(change("node-group.delete", nodesOf(3, 3)))).toBe(false);
  const zonesTold = (one: GroupChange): boolean => proveNodeChange(one).promises.some((text) => inZones.test(text));
  const ill = [node(0, "a", { is: "broken" }), node(1, "b")];
  expect(zonesTold(change("node.replace", ill, { nodeId: "i-0" }))).toBe(true);
  expect(zonesTold(change("node.replace", ill, { nodeId: "i-1" }))).toBe(false);
});
