import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decideRepair, type RepairDecision } from "./decide-repair.ts";
import { lostZones, mostUnhealthy } from "./halts.ts";
import { isUnhealthy, type Seen, type SeenGroup, type SeenNode } from "./seen.ts";

const now = "2026-01-01T12:00:00.000Z";
const ago = (seconds: number): string => new Date(Date.parse(now) - seconds * 1000).toISOString();

const groupOf = (nodeGroupId: string, more: Partial<SeenGroup> = {}): SeenGroup => ({
  nodeGroupId,
  name: nodeGroupId,
  repairs: true,
  notReadySeconds: 300,
  repairedAt: [],
  ...more,
});
const worker = (i: number, more: Partial<SeenNode> = {}): SeenNode => ({
  nodeId: `i-${i}`,
  role: "worker",
  nodeGroupId: "web",
  zone: `zone-${i % 3}`,
  gone: false,
  ...more,
});
const members: SeenNode[] = [0, 1, 2].map((i) => ({
  nodeId: `i-member-${i}`,
  role: "control-plane",
  zone: `zone-${i}`,
  gone: false,
}));
const workers = (count: number, sick: (i: number) => Partial<SeenNode> = () => ({})): SeenNode[] =>
  Array.from({ length: count }, (_, i) => worker(i, sick(i)));
const decide = (nodes: SeenNode[], more: Partial<SeenGroup> = {}): RepairDecision =>
  decideRepair({ now, nodes: [...members, ...nodes], groups: [groupOf("web", more)] });
const verdicts = ({ verdicts: all }: RepairDecision): string[] => [...all.values()].map(({ is }) => is);

test("a node that is not Ready has its group's time, and is replaced then, with the reason", () => {
  const sick = (seconds: number) => workers(3, (i) => (i === 1 ? { unreadySince: ago(seconds) } : {}));
  expect(verdicts(decide(sick(299)))).toEqual(["healthy", "wait", "healthy"]);
  expect(decide(sick(299)).repair).toBeUndefined();
  expect(decide(sick(300)).repair).toEqual({
    nodeId: "i-1",
    nodeGroupId: "web",
    reason: { code: "NotReady", message: `node i-1 has not been Ready since ${ago(300)}` },
  });
  expect(decide(sick(90), { notReadySeconds: 60 }).repair?.nodeId).toBe("i-1");
});

test("a machine that is gone, and one that the cloud takes back, have no time to lose; a notice comes first", () => {
  const lost = workers(6, (i) => (i === 1 ? { gone: true } : {}));
  expect(decide(lost).repair?.reason.code).toBe("MachineLost");
  const told = lost.map((node) => (node.nodeId === "i-5" ? { ...node, spotNoticeAt: ago(3) } : node));
  expect(decide(told).repair).toMatchObject({ nodeId: "i-5", reason: { code: "SpotNotice" } });
});

test("machines of one group that are gone are replaced by one operation", () => {
  const decision = decide(workers(6, (i) => (i > 3 ? { gone: true } : {})));
  expect(verdicts(decision)).toEqual(["healthy", "healthy", "healthy", "healthy", "replace", "replace"]);
});

test("the only node of a group is replaced; of two, one", () => {
  expect(decide(workers(1, () => ({ gone: true }))).repair?.nodeId).toBe("i-0");
  expect(decide(workers(2, (i) => (i === 0 ? { gone: true } : {}))).repair?.nodeId).toBe("i-0");
  expect(decide(workers(2, () => ({ gone: true })))).toMatchObject({ halts: [{ reason: "GroupUnhealthy" }] });
});

test("more than 40 % of a group: nobody of it is replaced, and another group still is", () => {
  const halted = workers(5, (i) => (i < 3 ? { unreadySince: ago(900) } : {}));
  const other = workers(3, (i) => ({
    nodeId: `i-other-${i}`,
    nodeGroupId: "other",
    ...(i === 0 ? { gone: true } : {}),
  }));
  const groups = [groupOf("web"), groupOf("other")];
  const { repair, halts } = decideRepair({ now, nodes: [...members, ...halted, ...other], groups });
  expect(repair?.nodeId).toBe("i-other-0");
  expect(halts).toEqual([
    {
      reason: "GroupUnhealthy",
      message: expect.stringMatching(/^3 of 5 nodes of node group web are unhealthy, more than 2;/),
    },
  ]);
});

test("no more repairs than three an hour, and the next one an hour after the first", () => {
  const lost = workers(6, (i) => (i === 0 ? { gone: true } : {}));
  const repairedAt = [ago(3599), ago(1800), ago(60)];
  expect(decide(lost, { repairedAt })).toMatchObject({ halts: [{ reason: "RepairLimit" }] });
  expect(decide(lost, { repairedAt }).repair).toBeUndefined();
  expect(decide(lost, { repairedAt: [ago(3600), ago(1800), ago(60)] }).repair?.nodeId).toBe("i-0");
  // Where nobody is to be replaced, nothing is halted.
  expect(decide(workers(6), { repairedAt }).halts).toEqual([]);
});

test("a group that is not to be repaired is left alone, and that is no halt", () => {
  const decision = decide(
    workers(3, () => ({ gone: true })),
    { repairs: false },
  );
  expect(decision).toMatchObject({ halts: [] });
  expect(decision.repair).toBeUndefined();
});

test("a zone is lost with its members of the control plane; a lone node says nothing of its zone", () => {
  const zoneDown = [...members, ...workers(6)].map((node) =>
    node.zone === "zone-0" ? { ...node, unreadySince: ago(900) } : node,
  );
  const decision = decideRepair({ now, nodes: zoneDown, groups: [groupOf("web")] });
  expect(decision.repair).toBeUndefined();
  expect(decision.halts).toEqual([
    { reason: "ZoneUnhealthy", message: "no node of zone-0 is healthy; the service replaces nobody" },
  ]);
  expect(lostZones([worker(0, { gone: true }), worker(1)])).toEqual([]);
});

const aNode = (groups: string[]) =>
  fc.record(
    {
      zone: fc.constantFrom("a", "b", "c"),
      nodeGroupId: fc.constantFrom(...groups),
      gone: fc.boolean(),
      unready: fc.option(fc.integer({ min: 0, max: 4000 }), { nil: undefined }),
      notice: fc.boolean(),
    },
    { requiredKeys: ["zone", "nodeGroupId", "gone", "unready", "notice"] },
  );
const aSeen: fc.Arbitrary<Seen> = fc
  .tuple(
    fc.array(aNode(["one", "two"]), { maxLength: 40 }),
    fc.array(fc.integer({ min: 0, max: 7200 }), { maxLength: 6 }),
    fc.boolean(),
  )
  .map(([nodes, repaired, repairs]) => ({
    now,
    nodes: nodes.map(({ zone, nodeGroupId, gone, unready, notice }, i) => ({
      nodeId: `i-${i}`,
      role: "worker" as const,
      nodeGroupId,
      zone,
      gone,
      ...(unready === undefined ? {} : { unreadySince: ago(unready) }),
      ...(notice ? { spotNoticeAt: ago(5) } : {}),
    })),
    groups: [groupOf("one", { repairedAt: repaired.map(ago) }), groupOf("two", { repairs })],
  }));
const replaced = ({ nodes }: Seen, { verdicts: all }: RepairDecision): SeenNode[] =>
  nodes.filter(({ nodeId }) => all.get(nodeId)?.is === "replace");

test("whatever is seen: one group at a time, and no more unhealthy nodes of it than it may have", () => {
  fc.assert(
    fc.property(aSeen, (seen) => {
      const decision = decideRepair(seen);
      const going = replaced(seen, decision);
      if (!decision.repair) expect(going).toEqual([]);
      const { nodeGroupId } = decision.repair ?? {};
      const size = seen.nodes.filter((node) => node.nodeGroupId === nodeGroupId).length;
      expect(going.every((node) => node.nodeGroupId === nodeGroupId)).toBe(true);
      expect(going.filter(isUnhealthy).length).toBeLessThanOrEqual(mostUnhealthy(size));
      // Of those that are well, only the one that the cloud takes back.
      expect(going.filter((node) => !isUnhealthy(node)).length).toBeLessThanOrEqual(1);
    }),
  );
});

test("whatever is seen: nobody goes who is well, or whose group is not repaired; every worker has a verdict", () => {
  fc.assert(
    fc.property(aSeen, (seen) => {
      const decision = decideRepair(seen);
      expect(decision.verdicts.size).toBe(seen.nodes.length);
      for (const { gone, unreadySince, spotNoticeAt, nodeGroupId } of replaced(seen, decision)) {
        expect(seen.groups.find((group) => group.nodeGroupId === nodeGroupId)?.repairs).toBe(true);
        const late = unreadySince !== undefined && Date.parse(now) - Date.parse(unreadySince) >= 300_000;
        expect(gone || late || spotNoticeAt !== undefined).toBe(true);
      }
    }),
  );
});

test("whatever is seen: the breaker holds, and says so", () => {
  fc.assert(
    fc.property(aSeen, (seen) => {
      const decision = decideRepair(seen);
      for (const { nodeGroupId, repairs } of seen.groups) {
        const own = seen.nodes.filter((node) => node.nodeGroupId === nodeGroupId);
        if (own.filter(isUnhealthy).length <= mostUnhealthy(own.length)) continue;
        expect(decision.repair?.nodeGroupId).not.toBe(nodeGroupId);
        if (repairs) expect(decision.halts.length).toBeGreaterThan(0);
      }
    }),
  );
});

test("whatever zone is lost, whatever else is ill: nobody is replaced", () => {
  fc.assert(
    fc.property(aSeen, fc.constantFrom("a", "b", "c"), (seen, zone) => {
      const nodes = seen.nodes.map((node) => (node.zone === zone ? { ...node, unreadySince: ago(900) } : node));
      fc.pre(nodes.filter((node) => node.zone === zone).length > 1);
      expect(decideRepair({ ...seen, nodes }).repair).toBeUndefined();
    }),
  );
});

test("while all is well nothing is done, however often it was before", () => {
  fc.assert(
    fc.property(aSeen, (seen) => {
      const nodes = seen.nodes.map(({ nodeId, role, zone, nodeGroupId }) => ({
        ...{ nodeId, role, zone, gone: false },
        ...(nodeGroupId === undefined ? {} : { nodeGroupId }),
      }));
      const decision = decideRepair({ ...seen, nodes });
      expect({ repair: decision.repair, halts: decision.halts }).toEqual({ repair: undefined, halts: [] });
      expect(verdicts(decision).every((is) => is === "healthy")).toBe(true);
    }),
  );
});
