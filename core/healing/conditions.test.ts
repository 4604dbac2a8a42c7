import { expect, test } from "@jest/globals";
import type { Condition } from "#contract/conditions.ts";
import { changeOf, conditionsOf, merged, stateOf, unreachable } from "./conditions.ts";
import type { SeenNode } from "./seen.ts";

const early = "2026-01-01T00:00:00.000Z";
const late = "2026-01-01T00:10:00.000Z";

const member = (nodeId: string, more: Partial<SeenNode> = {}): SeenNode => ({
  ...{ nodeId, role: "control-plane", zone: "a", gone: false },
  ...more,
});
const members = ["m-0", "m-1", "m-2"].map((id) => member(id));
const worker = (nodeId: string, more: Partial<SeenNode> = {}): SeenNode => ({
  ...member(nodeId, more),
  role: "worker",
});
const isOf = (facts: { type: string; is: string }[]) => facts.map(({ type, is }) => `${type} ${is}`);

test("a cluster whose nodes are all well runs", () => {
  const facts = conditionsOf([...members, worker("w-0")], 3, []);
  expect(isOf(facts)).toEqual(["ControlPlaneHealthy true", "NodesHealthy true", "RepairsHalted false"]);
  expect(stateOf(facts)).toBe("running");
});

test.each([
  [
    "a worker",
    [...members, worker("w-0", { unreadySince: early })],
    3,
    "NodesHealthy",
    "NotReady",
    "1 of 1 workers are unhealthy: w-0 (not Ready since 2026-01-01T00:00:00.000Z)",
  ],
  [
    "a member's machine",
    [member("m-0", { gone: true }), ...members.slice(1)],
    3,
    "ControlPlaneHealthy",
    "MachineLost",
    "1 of 3 members are unhealthy: m-0 (machine lost)",
  ],
  [
    "a member that nobody knows",
    members.slice(1),
    3,
    "ControlPlaneHealthy",
    "MachineLost",
    "1 of 3 members are unhealthy: 1 missing",
  ],
] as const)("%s that is lost makes it degraded, and is named", (_, nodes, count, type, reason, message) => {
  const facts = conditionsOf(nodes, count, []);
  expect(stateOf(facts)).toBe("degraded");
  expect(facts.find((fact) => fact.type === type)).toMatchObject({ is: "false", reason, message });
});

test("halted repairs make it degraded, each reason told once", () => {
  const halt = { reason: "ZoneUnhealthy", message: "no node of a is healthy" } as const;
  const facts = conditionsOf(members, 3, [halt, halt]);
  expect(facts.at(-1)).toMatchObject({ is: "true", reason: "ZoneUnhealthy", message: "no node of a is healthy" });
  expect(stateOf(facts)).toBe("degraded");
});

test("without the Kubernetes API nothing is said of nodes, and nothing is done", () => {
  const facts = unreachable([member("m-0", { gone: true })], 3);
  expect(isOf(facts)).toEqual(["ControlPlaneHealthy false", "NodesHealthy unknown", "RepairsHalted true"]);
  expect(facts[0]?.message).toBe("the Kubernetes API does not answer; 2 of 3 machines of the control plane run");
});

test("a condition is since when it became what it is; others stay as they are", () => {
  const verified: Condition = { type: "Verified", is: "true", since: early };
  const first = merged([verified], conditionsOf(members, 3, []), early);
  expect(first.map(({ type, since }) => [type, since])).toEqual([
    ["Verified", early],
    ["ControlPlaneHealthy", early],
    ["NodesHealthy", early],
    ["RepairsHalted", early],
  ]);
  const second = merged(first, conditionsOf([...members, worker("w-0", { gone: true })], 3, []), late);
  expect(second.filter(({ since }) => since === late).map(({ type }) => type)).toEqual(["NodesHealthy"]);
});

test("what has changed is told, and what has only other words is not", () => {
  const well = conditionsOf(members, 3, []);
  const ill = conditionsOf([...members, worker("w-0", { gone: true })], 3, []);
  expect(changeOf([], well)).toBeUndefined();
  expect(changeOf([], ill)).toBe("NodesHealthy false: 1 of 1 workers are unhealthy: w-0 (machine lost)");
  const known = merged([], ill, early);
  expect(changeOf(known, conditionsOf([...members, worker("w-1", { gone: true })], 3, []))).toBeUndefined();
  expect(changeOf(known, well)).toBe("NodesHealthy true");
});
