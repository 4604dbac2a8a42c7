import { describe, expect, test } from "@jest/globals";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import { etcdBetween, etcdOf, etcdTagOn, joiningEtcd } from "./etcd-version.ts";

const [old, next] = ["v1.36.3", "v1.37.2"] as const;
const cluster = (version: string, etcdMinor?: string): Pick<ClusterRecord, "spec" | "etcdMinor"> => ({
  spec: { version } as ClusterRecord["spec"],
  ...(etcdMinor === undefined ? {} : { etcdMinor }),
});
const member = (version: string, etcd?: string): Pick<NodeRecord, "role" | "version" | "etcd"> => ({
  ...{ role: "control-plane", version },
  ...(etcd === undefined ? {} : { etcd }),
});
const worker = { role: "worker", version: old } as const;

test("a cluster that was never upgraded runs what its version comes with", () => {
  expect([etcdOf(cluster(old)), etcdOf(cluster(next)), etcdOf(cluster(next, "3.6"))]).toEqual(["3.6", "3.7", "3.6"]);
});

describe("the minor that a member joins with", () => {
  test.each([
    ["up, at the beginning", cluster(old), [member(old), member(old)], { from: old, to: next }, "3.6"],
    ["up, at the end", cluster(old), [member(next, "3.6.8-0")], { from: old, to: next }, "3.6"],
    ["back by a call", cluster(next, "3.6"), [member(next, "3.6.8-0")], { from: next, to: old }, "3.6"],
    ["a replacement after an upgrade", cluster(next, "3.6"), [member(next, "3.6.8-0")], undefined, "3.6"],
    ["a replacement in a new cluster", cluster(next), [member(next)], undefined, "3.7"],
    // As clusters were upgraded before: all members newer, and etcd with them.
    [
      "members that have agreed on more",
      cluster(old),
      [member(next), worker, member(next)],
      { from: old, to: next },
      "3.7",
    ],
    ["some of them", cluster(old), [member(next), member(old)], { from: old, to: next }, "3.6"],
    // The next upgrade brings what the one before has left behind.
    ["the upgrade after that", cluster(next, "3.6"), [member(next, "3.6.8-0")], { from: next, to: "v1.38.0" }, "3.7"],
    ["versions that nobody knows", cluster("v1.20.0"), [member("v1.20.0")], undefined, undefined],
    ["one of them", cluster(old), [member(next), member("v1.20.0")], undefined, "3.6"],
    ["one of them, first", cluster(old), [member("v1.20.0"), member(next)], undefined, "3.6"],
  ])("%s", (_, one, nodes, versions, minor) => {
    expect(joiningEtcd(one, nodes, versions)).toBe(minor);
  });

  test("is the older version's, whichever way it goes", () => {
    expect([etcdBetween({ from: old, to: next }), etcdBetween({ from: next, to: old })]).toEqual(["3.6", "3.6"]);
  });
});

test("machines have the image of their own etcd and of the minor before; of no other", () => {
  expect([etcdTagOn(next, "3.7"), etcdTagOn(next, "3.6"), etcdTagOn(old, "3.6")]).toEqual([
    "3.7.0-0",
    "3.6.8-0",
    "3.6.8-0",
  ]);
  expect([etcdTagOn(old, "3.7"), etcdTagOn("v1.20.0", "3.6")]).toEqual(["3.6.8-0", undefined]);
});
