import { describe, expect, test } from "@jest/globals";
import { CreateCluster } from "./clusters.ts";

const issuesOf = (body: object): { path: string; message: string; input: unknown }[] =>
  (CreateCluster.safeParse(body, { reportInput: true }).error?.issues ?? []).map((issue) => ({
    path: issue.path.join("."),
    message: issue.message,
    input: issue.input,
  }));

test("a name is enough", () => {
  expect(CreateCluster.parse({ name: "one" })).toEqual({
    name: "one",
    labels: {},
    network: {
      cidr: "10.0.0.0/16",
      podCidr: "10.244.0.0/16",
      serviceCidr: "10.96.0.0/16",
      apiAccessCidrs: ["0.0.0.0/0"],
    },
    controlPlane: { machines: 3, machineType: "t3.large", etcdDiskGiB: 20 },
    nodeGroups: [
      {
        name: "default",
        machineType: "t3.large",
        size: 3,
        min: 0,
        max: 100,
        diskGiB: 40,
        dataDisks: [],
        labels: {},
        taints: [],
        spot: false,
        placement: "any",
        repair: { enabled: true, keepFailedMachines: false, notReadySeconds: 300 },
        autoscaling: { enabled: false, scaleDownAfterSeconds: 600 },
        drainSeconds: 900,
      },
    ],
    backups: { everyHours: 1, keepHourly: 24, keepDaily: 7, drillEveryDays: 7 },
    deletionProtection: false,
  });
});

describe("each fault names its field and what is allowed", () => {
  test.each<[object, string, RegExp]>([
    [{}, "name", /string/],
    [{ name: "No" }, "name", /1 to 40 of a-z/],
    [{ name: "a", version: "1.2" }, "version", /one of 1\.37, v1\.37\.2/],
    [{ name: "a", network: { cidr: "8.8.0.0/16" } }, "network.cidr", /a range inside 10\.0\.0\.0\/8/],
    [{ name: "a", network: { cidr: "10.0.0.1/16" } }, "network.cidr", /no host bits set/],
    [
      { name: "a", network: { podCidr: "10.0.0.0/16" } },
      "network.podCidr",
      /must not overlap network\.cidr \(10\.0\.0\.0\/16\)/,
    ],
    [
      { name: "a", network: { serviceCidr: "10.244.0.0/16" } },
      "network.serviceCidr",
      /must not overlap network\.podCidr/,
    ],
    [{ name: "a", network: { apiAccessCidrs: [] } }, "network.apiAccessCidrs", /1/],
    [{ name: "a", network: { apiAccessCidrs: ["x"] } }, "network.apiAccessCidrs.0", /such as 203\.0\.113\.0\/24/],
    [{ name: "a", controlPlane: { machines: 4 } }, "controlPlane.machines", /^3 or 5$/],
    [{ name: "a", controlPlane: { machineType: "x" } }, "controlPlane.machineType", /"t3\.medium"/],
    [{ name: "a", controlPlane: { etcdDiskGiB: 9 } }, "controlPlane.etcdDiskGiB", />=10/],
    [{ name: "a", nodeGroups: [{ name: "g" }, { name: "g" }] }, "nodeGroups.1.name", /unique in the cluster/],
    [{ name: "a", nodeGroups: [{ name: "g", size: 101 }] }, "nodeGroups.0.size", /<=100/],
    [{ name: "a", nodeGroups: [{ name: "g", size: 1.5 }] }, "nodeGroups.0.size", /int/],
    [
      { name: "a", nodeGroups: [{ name: "g", taints: [{ key: "k", effect: "Never" }] }] },
      "nodeGroups.0.taints.0.effect",
      /"NoSchedule"/,
    ],
    [{ name: "a", labels: { "a b": "c" } }, "labels.a b", /./],
    [{ name: "a", labels: { a: "-" } }, "labels.a", /starting and ending with a letter or digit/],
  ])("%j", (body, path, allowed) => {
    expect(issuesOf(body)).toEqual([expect.objectContaining({ path, message: expect.stringMatching(allowed) })]);
  });

  test("a pod range must have room for the nodes", () => {
    const body = { name: "a", network: { podCidr: "10.244.0.0/20" }, nodeGroups: [{ name: "g", size: 14 }] };
    expect(issuesOf(body)).toEqual([
      {
        path: "network.podCidr",
        message: "has room for 16 nodes (a /24 each), 17 are asked for",
        input: "10.244.0.0/20",
      },
    ]);
    expect(issuesOf({ ...body, nodeGroups: [{ name: "g", size: 13 }] })).toEqual([]);
  });

  test("a field that is not known is refused", () => {
    const { error } = CreateCluster.safeParse({ name: "a", nodes: 3, controlPlane: { size: 3 } });
    expect(error?.issues.map(({ code, path }) => ({ code, path }))).toEqual([
      { code: "unrecognized_keys", path: ["controlPlane"] },
      { code: "unrecognized_keys", path: [] },
    ]);
  });

  test("all faults are told at once", () => {
    const paths = issuesOf({ name: "A", version: "1", controlPlane: { machines: 1 }, nodeGroups: [{ size: -1 }] }).map(
      ({ path }) => path,
    );
    expect(paths.sort()).toEqual([
      "controlPlane.machines",
      "name",
      "nodeGroups.0.name",
      "nodeGroups.0.size",
      "version",
    ]);
  });
});
