import { describe, expect, test } from "@jest/globals";
import { groupFaults, NodeGroupSpec, UpdateNodeGroup } from "./node-groups.ts";

const issuesOf = (body: object) =>
  (NodeGroupSpec.safeParse({ name: "web", ...body }).error?.issues ?? []).map(({ path, message }) => ({
    field: path.join("."),
    message,
  }));

describe("what a node group may be", () => {
  test.each<[object]>([
    [{}],
    [{ size: 0, min: 0, max: 0 }],
    [{ size: 100, min: 100 }],
    [{ placement: "cluster", zones: ["us-east-1a"] }],
    [{ placement: "spread", zones: ["us-east-1a"], size: 7 }],
    [{ labels: { "node.kubernetes.io/tier": "web", "example.com/a": "", plain: "1" } }],
    [
      {
        taints: [
          { key: "gpu", effect: "NoSchedule" },
          { key: "gpu", effect: "NoExecute" },
        ],
      },
    ],
    [
      {
        dataDisks: [
          { sizeGiB: 100, mountPath: "/data" },
          { sizeGiB: 1, mountPath: "/var/lib/images" },
        ],
        spot: true,
      },
    ],
    [{ userScript: "echo 'a' > /etc/motd\n" }],
  ])("%j", (body) => expect(issuesOf(body)).toEqual([]));

  test.each<[object, string, RegExp]>([
    [{ size: 5, max: 4 }, "size", /0 \(min\) to 4 \(max\)/],
    [{ size: 2, min: 3 }, "size", /3 \(min\) to 100/],
    [{ size: 3, min: 4, max: 2 }, "min", /at most max \(2\)/],
    [{ name: "control-plane" }, "name", /any name but control-plane/],
    [{ placement: "cluster" }, "zones", /exactly one/],
    [{ placement: "cluster", zones: ["us-east-1a", "us-east-1b"] }, "zones", /exactly one/],
    [{ placement: "spread", zones: ["us-east-1a"], size: 8 }, "size", /at most 7/],
    [{ placement: "near" }, "placement", /"any"\|"spread"\|"partition"\|"cluster"/],
    [{ zones: ["us-east-1"] }, "zones.0", /such as us-east-1a/],
    [{ zones: ["us-east-1a", "us-east-1a"] }, "zones.1", /once/],
    [{ labels: { "kubernetes.io/os": "linux" } }, "labels.kubernetes.io/os", /Invalid key/],
    [{ labels: { "kubewright.dev/node-group": "x" } }, "labels.kubewright.dev/node-group", /Invalid key/],
    [
      {
        taints: [
          { key: "a", effect: "NoSchedule" },
          { key: "a", value: "b", effect: "NoSchedule" },
        ],
      },
      "taints.1",
      /once/,
    ],
    [{ dataDisks: [{ sizeGiB: 0, mountPath: "/data" }] }, "dataDisks.0.sizeGiB", />=1/],
    [{ dataDisks: [{ sizeGiB: 1, mountPath: "data" }] }, "dataDisks.0.mountPath", /absolute path/],
    [{ dataDisks: [{ sizeGiB: 1, mountPath: "/data/../etc" }] }, "dataDisks.0.mountPath", /without '\.' and '\.\.'/],
    [{ dataDisks: [{ sizeGiB: 1, mountPath: "/etc/kubernetes" }] }, "dataDisks.0.mountPath", /system's own/],
    [
      {
        dataDisks: [
          { sizeGiB: 1, mountPath: "/a" },
          { sizeGiB: 1, mountPath: "/a" },
        ],
      },
      "dataDisks.1.mountPath",
      /of its own/,
    ],
    [{ userScript: "x".repeat(8193) }, "userScript", /8192/],
    [{ userScript: "a\0b" }, "userScript", /NUL/],
    [
      {
        userScript: "x".repeat(8000),
        labels: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`label-${i}`, "y".repeat(60)])),
      },
      "userScript",
      /9216 bytes/,
    ],
    [{ repair: { notReadySeconds: 1 } }, "repair.notReadySeconds", />=60/],
    [{ drainSeconds: 3601 }, "drainSeconds", /<=3600/],
    [{ drainSeconds: 0 }, "drainSeconds", />=30/],
  ])("not %j", (body, field, allowed) => {
    const issues = issuesOf(body);
    expect(issues.map((issue) => issue.field)).toContain(field);
    expect(issues.find((issue) => issue.field === field)?.message).toMatch(allowed);
  });
});

test("a cluster's zones are the ones that a group may be in", () => {
  const group = NodeGroupSpec.parse({ name: "web", zones: ["us-east-1a", "us-east-1d"] });
  expect(groupFaults(group, ["us-east-1a", "us-east-1b"])).toEqual([
    { field: "zones[1]", value: "us-east-1d", allowed: "one of the cluster's zones: us-east-1a, us-east-1b" },
  ]);
  const spread = NodeGroupSpec.parse({ name: "web", placement: "spread", size: 15 });
  expect(groupFaults(spread)).toEqual([]);
  expect(groupFaults(spread, ["us-east-1a", "us-east-1b"]).map(({ field }) => field)).toEqual(["size"]);
});

test("an update says only what changes, and neither name nor placement", () => {
  expect(UpdateNodeGroup.parse({ size: 5 })).toEqual({ size: 5, force: false });
  for (const more of [{ name: "other" }, { placement: "spread" }])
    expect(UpdateNodeGroup.safeParse(more).success).toBe(false);
});
