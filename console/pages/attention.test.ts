import { expect, test } from "@jest/globals";
import type { Cluster } from "../api/types.ts";
import { attentionOf } from "./attention.ts";

const cluster = (id: string, state: Cluster["state"], rev = 1): Cluster =>
  ({ id, name: id, state, rev, conditions: [] }) as unknown as Cluster;
const names = (clusters: Cluster[]): string[] => clusters.map(({ id }) => id);

test("a failed cluster that is on no page so far is among those that need attention", () => {
  const loaded = [cluster("a", "running"), cluster("b", "degraded")];
  expect(names(attentionOf(loaded, [cluster("z", "failed"), cluster("b", "degraded")]))).toEqual(["b", "z"]);
});

test("of a cluster that was seen twice the newer sight counts", () => {
  expect(attentionOf([cluster("a", "running", 3)], [cluster("a", "failed", 2)])).toEqual([]);
  expect(names(attentionOf([cluster("a", "running", 3)], [cluster("a", "failed", 4)]))).toEqual(["a"]);
});

test("a cluster that runs needs attention by its conditions", () => {
  const limited = { ...cluster("a", "running"), conditions: [{ type: "ScalingLimited", is: "true" }] } as Cluster;
  expect(names(attentionOf([limited, cluster("b", "running")], []))).toEqual(["a"]);
});
