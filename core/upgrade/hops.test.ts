import { expect, test } from "@jest/globals";
import type { Upgrade } from "#core/records.ts";
import { atNextHop, hasHopsDone, hopsText, newHops, nextHop, withHop } from "./hops.ts";

const at = "2026-01-01T00:00:00.000Z";
const [a, b, c] = ["v1.34.9", "v1.35.6", "v1.36.3"] as const;
const upgradeOf = (path: readonly string[] = [b, c]): Upgrade => {
  const hops = newHops(a, path, at);
  return {
    ...{ from: a, to: b, force: ["webhooks"], steps: 8, machines: { done: 5, total: 5 }, short: { web: 1 } },
    ...(hops ? { hops } : {}),
  };
};

test("one that goes straight has no hops, nothing after it, and nothing more to tell", () => {
  expect(newHops(a, [b], at)).toBeUndefined();
  const straight = upgradeOf([b]);
  expect([nextHop(straight), hopsText(straight), hasHopsDone(straight)]).toEqual([undefined, "", false]);
  expect(withHop(straight, "done", at)).toEqual(straight);
});

test("the next hop begins anew, with what the caller has said and the steps that were taken, and is the last", () => {
  const first = upgradeOf();
  const hop = nextHop(first);
  if (!hop) throw new Error("there is no hop");
  const second = atNextHop({ ...first, doing: "everything is of v1.35.6" }, hop, at);
  expect(second).toEqual({
    ...{ from: b, to: c, force: ["webhooks"], steps: 8, stepsBefore: 8, machines: { done: 0, total: 5 }, short: {} },
    hops: [
      { from: a, to: b, status: "done", startedAt: at, endedAt: at },
      { from: b, to: c, status: "running", startedAt: at },
    ],
  });
  expect([hasHopsDone(first), hasHopsDone(second), nextHop(second)]).toEqual([false, true, undefined]);
});

test("one that goes back has no next hop", () => {
  expect(nextHop({ ...upgradeOf(), back: { code: "Bug", message: "no" } })).toBeUndefined();
});

test("it says where the cluster is, unless it is half way", () => {
  const second = atNextHop(upgradeOf(), { from: b, to: c, status: "pending" }, at);
  expect(hopsText(withHop(second, "undone", at))).toBe(
    `; the cluster is at ${b}: ${a} → ${b} done, ${b} → ${c} taken back`,
  );
  expect(hopsText(withHop(upgradeOf(), "undone", at))).toContain(`; the cluster is at ${a}: ${a} → ${b} taken back`);
  const half = withHop(second, "failed", at);
  expect(hopsText(half)).toBe(`; ${a} → ${b} done, ${b} → ${c} left half way`);
  expect(withHop(half, "running", at).hops?.at(-1)).toEqual({ from: b, to: c, status: "running", startedAt: at });
});
