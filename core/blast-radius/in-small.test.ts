import { expect, test } from "@jest/globals";
import type { OperationKind } from "#contract/operations.ts";
import type { ClusterRecord, NodeChange, NodeGroupRecord, NodeRecord, OperationRecord } from "#core/records.ts";
import { drainedReason } from "#core/stages/node-change.ts";
import { groupInSmall, membersInSmall } from "./in-small.ts";
import { proveNodeChange } from "./prove-node-change.ts";

const zones = ["us-east-1a", "us-east-1b", "us-east-1c"];

const cluster = {
  spec: { version: "v1.37.2", controlPlane: { machines: 3 } },
  resources: { subnets: zones.map((zone) => ({ zone, publicSubnetId: "", privateSubnetId: "" })) },
} as unknown as ClusterRecord;

const groupOf = (size: number, template = 1): NodeGroupRecord =>
  ({ nodeGroupId: "ng_1", template, spec: { size } }) as unknown as NodeGroupRecord;

const nodesOf = (count: number, more: (i: number) => Partial<NodeRecord> = () => ({})): NodeRecord[] =>
  Array.from(
    { length: count },
    (_, i) =>
      ({
        ...{
          nodeId: `i-${i}`,
          nodeGroupId: "ng_1",
          role: "worker",
          zone: zones[i % 3],
          version: "v1.37.2",
          template: 1,
        },
        ...{ state: "ready", createdAt: "2026-01-01T00:00:00Z", ...more(i) },
      }) as NodeRecord,
  );

const inSmall = (
  kind: OperationKind,
  [before, after]: [number, number],
  change: Partial<NodeChange> = {},
  nodes = nodesOf(before),
  template = 1,
) => {
  const operation = { kind, change: { ...change, before: groupOf(before) } } as unknown as OperationRecord;
  return groupInSmall({ cluster, nodeGroup: groupOf(after, template), operation, nodes });
};
const sizeOf = (before: number, after: number) => {
  const { nodes, size } = inSmall("node-group.update", [before, after]);
  return [nodes.length, size.before, size.after];
};

test("a group of few nodes is as it is; of many, some stand for all, and it grows or shrinks as they do", () => {
  for (const before of [0, 1, 2, 3])
    for (const after of [0, 1, 2, 3]) expect(sizeOf(before, after)).toEqual([before, before, after]);
  expect(sizeOf(40, 40)).toEqual([3, 3, 3]);
  expect(sizeOf(40, 39)).toEqual([3, 3, 2]);
  expect(sizeOf(40, 10)).toEqual([3, 3, 2]);
  expect(sizeOf(40, 0)).toEqual([3, 3, 0]);
  expect(sizeOf(40, 90)).toEqual([3, 3, 5]);
  expect(sizeOf(0, 90)).toEqual([0, 0, 3]);
});

test("of each kind of node there are some, and the one that it is about; those that are kept or another group's are none", () => {
  const nodes = nodesOf(20, (i) => ({
    ...(i === 0 ? { state: "not-ready" } : {}),
    ...(i === 12 ? { reason: drainedReason } : {}),
    ...(i === 13 ? { state: "kept" } : {}),
    ...(i === 14 ? { nodeGroupId: "ng_2" } : {}),
    zone: "us-east-1a",
  }));
  const { nodes: some, nodeId } = inSmall("node.replace", [18, 18], { nodeId: "i-19" }, nodes);
  expect(nodeId).toBe("i-19");
  expect(some.map((node) => [node.nodeId, node.is, node.cordoned])).toEqual([
    ["i-0", "broken", "no"],
    ["i-12", "ready", "before"],
    ["i-19", "ready", "no"],
  ]);
});

test("a roll is of those that are outdated, with no more at a time than the search has room for", () => {
  const roll = { maxSurge: 9, total: 2, done: 0 };
  const two = nodesOf(3, (i) => (i === 1 ? { template: 2 } : {}));
  const { nodes, maxSurge } = inSmall("node-group.roll", [3, 3], { roll }, two, 2);
  expect(nodes.map(({ outdated }) => outdated)).toEqual([true, false, true]);
  expect(maxSurge).toBe(2);
  expect(inSmall("node-group.roll", [9, 9], { roll }).maxSurge).toBe(2);
});

test("the largest group that there may be is searched as fast as a small one", () => {
  const roll = { maxSurge: 10, total: 100, done: 0 };
  const large = inSmall("node-group.roll", [100, 100], { roll }, nodesOf(100), 2);
  const { holds, situations } = proveNodeChange(large);
  expect(holds).toBe(true);
  expect(situations).toBeLessThan(1500);
});

test("members are the control plane's; one that is not Ready counts as lost", () => {
  const [worker, ...members] = nodesOf(4, (i) => (i === 2 ? { state: "not-ready" } : {}));
  const nodes = [...(worker ? [worker] : []), ...members.map((one) => ({ ...one, role: "control-plane" as const }))];
  const operation = { member: { nodeId: "i-2", force: false } } as unknown as OperationRecord;
  expect(membersInSmall({ cluster, operation, nodes })).toEqual({
    ...{ size: 3, nodeId: "i-2" },
    members: [
      { nodeId: "i-1", isLost: false },
      { nodeId: "i-2", isLost: true },
      { nodeId: "i-3", isLost: false },
    ],
  });
});
