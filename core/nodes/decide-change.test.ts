import { expect, test } from "@jest/globals";
import { decideChange } from "./decide-change.ts";
import type { Candidate } from "./pick-leaving.ts";

const node = (nodeId: string, zone: string, more: Partial<Candidate> = {}): Candidate => ({
  ...{ nodeId, zone, leaving: false, inService: true, template: 1, launchedAt: "2026-01-01T00:00:00Z" },
  ...more,
});

const group = { zones: ["a", "b"], kept: [], outdated: new Set<string>(), change: {} };

test("an update finishes what a failed change has begun to take away, and not somebody else in its place", () => {
  const half = node("i-2", "b", { leaving: true, inService: false });
  const ill = node("i-1", "a", { inService: false });
  const update = { ...group, kind: "node-group.update" as const };
  const full = [ill, half, node("i-3", "a")];
  expect(decideChange({ ...update, size: 2, present: full })).toEqual({ zones: [], leaving: ["i-2"] });
  // It has no place in the group any more: another one comes for it.
  expect(decideChange({ ...update, size: 2, present: [half, node("i-3", "a")] })).toEqual({
    ...{ zones: ["b"], leaving: ["i-2"] },
  });
  expect(decideChange({ ...update, size: 1, present: full }).leaving).toEqual(["i-2", "i-1"]);
});

test("new ones come into the zones that those who stay leave empty", () => {
  const roll = { ...group, kind: "node-group.roll" as const, size: 3, outdated: new Set(["i-1", "i-2"]) };
  const present = [node("i-1", "a"), node("i-2", "a"), node("i-3", "b")];
  const change = { roll: { maxSurge: 2, total: 2, done: 0 } };
  expect(decideChange({ ...roll, present, change })).toEqual({ zones: ["a", "a"], leaving: ["i-1", "i-2"] });
});
