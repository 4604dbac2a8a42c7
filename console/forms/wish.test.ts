import { expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { NodeGroup, NodeGroupSpec } from "#contract/node-groups.ts";
import type { NodeGroup as Group, Plan } from "../api/types.ts";
import { endsNodes, firstGroup, type GroupWish, groupBody, groupChanges, rebased, wishOf } from "./group-wish.ts";
import { createBody, firstWish, restoredWish } from "./wish.ts";

test("a name is all that has to be typed, and the rest is what the service takes by itself", () => {
  expect(CreateCluster.parse(createBody(firstWish("web")))).toEqual(CreateCluster.parse({ name: "web" }));
  expect(groupBody(firstGroup("batch"))).toEqual({ name: "batch" });
});

test("one that begins with a backup names it, and its Services keep the range that they have", () => {
  const [clusterId, backupId] = ["cls_01kb2m3n4p5q6r7s8t9v0w1x2y", "bkp_01kb2m3n4p5q6r7s8t9v0w1x2y"];
  const body = createBody({ ...restoredWish(clusterId, backupId, "10.97.0.0/16"), name: "web" });
  const said = { name: "web", restoreFrom: { clusterId, backupId }, network: { serviceCidr: "10.97.0.0/16" } };
  expect(CreateCluster.parse(body)).toEqual(CreateCluster.parse(said));
});

test("what is no number is left for the service to refuse at its field", () => {
  const body = createBody({ ...firstWish("web"), groups: [{ ...firstGroup("a"), size: "many" }] });
  const [issue] = CreateCluster.safeParse(body).error?.issues ?? [];
  expect(issue?.path).toEqual(["nodeGroups", 0, "size"]);
});

test("ranges are taken apart at commas and spaces", () => {
  const { network } = createBody({ ...firstWish("web"), apiAccess: "203.0.113.0/24, 198.51.100.0/24 " });
  expect(network).toEqual({ apiAccessCidrs: ["203.0.113.0/24", "198.51.100.0/24"] });
});

test("times of sleep are sent where there is one, in the reader's own zone unless another is named", () => {
  const timed = (sleep: object) => createBody({ ...firstWish("web"), sleep: { ...firstWish("").sleep, ...sleep } });
  expect(timed({ wake: " " }).hibernation).toBeUndefined();
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  expect(timed({ sleep: "0 20 * * * " }).hibernation).toEqual({ sleep: "0 20 * * *", timeZone });
});

const full: GroupWish = {
  ...firstGroup("batch"),
  ...{ size: "2", min: "1", max: "5", autoscale: true, scaleDownAfterSeconds: "120" },
  ...{ zones: ["us-east-1a"], placement: "spread", spot: true, diskGiB: "60" },
  dataDisks: [{ sizeGiB: "100", mountPath: "/var/lib/data" }],
  labels: [{ key: "tier", value: "batch" }],
  taints: [
    { key: "batch", value: "", effect: "NoSchedule" },
    { key: "kind", value: "gpu", effect: "NoExecute" },
  ],
  userScript: "echo hello",
  ...{ repair: false, keepFailedMachines: true, notReadySeconds: "60", drainSeconds: "30" },
};
// As it crosses the wire.
const made = NodeGroup.parse({
  ...NodeGroupSpec.parse(groupBody(full)),
  ...{ id: "ng_01kb2m3n4p5q6r7s8t9v0w1x2y", state: "running", template: 1, rev: 2 },
}) as Group;

test("all of a node group can be said, and is typed again as it was", () => {
  expect(wishOf(made)).toEqual(full);
  expect(Object.keys(NodeGroupSpec.parse(groupBody(full))).sort()).toEqual(Object.keys(NodeGroupSpec.shape).sort());
});

test("of one that there is only what has been changed is sent", () => {
  expect(groupChanges(made, full)).toEqual({});
  expect(groupChanges(made, { ...full, size: "3", taints: [], userScript: "", placement: "any" })).toEqual({
    ...{ size: 3, taints: [], userScript: "" },
  });
});

test("what somebody else has changed meanwhile stays, and what has been typed, too", () => {
  const now = { ...made, size: 4, rev: 3 };
  const typed = { ...full, max: "9" };
  expect(rebased(made, now, typed)).toEqual({ ...full, size: "4", max: "9" });
  expect(groupChanges(now, rebased(made, now, typed))).toEqual({ max: 9 });
});

const planThat = (removes: { kind: string; count: number }[]) =>
  ({ stages: [{ name: "RemoveNodes", makes: [], removes, calls: [] }] }) as unknown as Plan;

test("nodes end by a smaller size, and by a plan that ends machines whatever the size", () => {
  expect(endsNodes(made, { size: 1 }, undefined)).toBe(true);
  expect(endsNodes(made, { size: 2, labels: {} }, planThat([{ kind: "instance", count: 1 }]))).toBe(true);
  expect(endsNodes(made, { size: 3 }, planThat([{ kind: "parameter", count: 1 }]))).toBe(false);
  expect(endsNodes(made, { size: "many" as never }, undefined)).toBe(false);
});
