import { expect, test } from "@jest/globals";
import { kubernetesVersions } from "#contract/catalog.ts";
import { stagesOf } from "#core/operations/stages.ts";
import { type Nodes, withCluster } from "./node-calls.ts";
import { ended, expectAtRest } from "./node-rest.ts";
import { inMemory } from "./service.ts";

const zonesOf = (nodes: Nodes): number[] => {
  const zones = nodes.machines().map(({ zone }) => zone);
  return [...new Set(zones)].map((zone) => zones.filter((one) => one === zone).length).sort();
};

test("a group grows: new machines in parallel, evenly over the zones, with no node touched", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service);
  const before = nodes.machines().map(({ id }) => id);
  const { nodeGroupId } = await nodes.group();
  const operation = await nodes.updateGroup(nodeGroupId, { size: 7 });
  expect(operation).toMatchObject({ kind: "node-group.update", nodeGroupId });
  expect(await nodes.group()).toMatchObject({ state: "scaling", spec: { size: 7 }, rev: 2 });
  const { went, status } = await ended(service, operation);
  expect(status).toBe("succeeded");
  const way = ["Begins", ...stagesOf["node-group.update"], "Done"];
  expect(went.states.filter((state) => state !== "AwaitMachine")).toEqual(way);
  expect(went.states.filter((state) => state === "AwaitMachine")).toHaveLength(4);
  expect(nodes.machines().map(({ id }) => id)).toEqual(expect.arrayContaining(before));
  expect(zonesOf(nodes)).toEqual([2, 2, 3]);
  expect(nodes.podNames()).toHaveLength(3);
  expect(await nodes.group()).toMatchObject({ state: "running", spec: { size: 7 } });
  await expectAtRest(service, clusterId, nodes);
});

test("a group of an architecture that is new to the cluster boots an image of its own, and so does its next template", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service);
  const group = { name: "arm", machineType: "m7g.large", size: 2 };
  expect((await ended(service, await nodes.createGroup(group))).status).toBe("succeeded");
  const { nodeGroupId } = await nodes.group("arm");
  const images = () => nodes.machines().map(({ machineType, imageId }) => `${machineType} ${imageId}`);
  const arm = "m7g.large ami-v1.37.2-arm64";
  const x86 = Array(3).fill("t3.large ami-v1.37.2-x86_64");
  expect(images()).toEqual([...x86, arm, arm]);
  await ended(service, await nodes.updateGroup(nodeGroupId, { size: 3, machineType: "t3.large" }));
  expect(images()).toEqual([...x86, arm, arm, x86[0]]);
  await expectAtRest(service, clusterId, nodes);
});

test("where there is no image for a group's machines, nothing is made, and that is said", async () => {
  const service = inMemory();
  const { nodes } = await withCluster(service);
  service.world.images.delete("v1.37.2 arm64");
  const operation = await nodes.createGroup({ name: "arm", machineType: "m7g.large" });
  const { went, status, error } = await ended(service, operation);
  expect(went.states).toEqual(["Begins", "PlanNodes", "ReportFailure", "Failed"]);
  expect({ status, code: error?.code }).toEqual({ status: "rolled-back", code: "NotFound" });
  expect((await nodes.groups()).map(({ spec }) => spec.name)).toEqual(["default"]);
});

test("a group shrinks to nothing and grows again; the pods have left before the machines go", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service);
  const { nodeGroupId } = await nodes.group();
  expect((await ended(service, await nodes.updateGroup(nodeGroupId, { size: 0 }))).status).toBe("succeeded");
  expect({ machines: nodes.machines(), pods: nodes.podNames() }).toEqual({ machines: [], pods: [] });
  await expectAtRest(service, clusterId, nodes);
  expect((await ended(service, await nodes.updateGroup(nodeGroupId, { size: 4 }))).status).toBe("succeeded");
  expect(zonesOf(nodes)).toEqual([1, 1, 2]);
  await expectAtRest(service, clusterId, nodes);
});

test("the one that is not Ready goes first, whatever its zone and age", async () => {
  const service = inMemory();
  const { nodes } = await withCluster(service);
  const [, sick] = nodes.machines();
  Object.assign(sick?.node ?? {}, { ready: false });
  const { status } = await ended(service, await nodes.updateGroup((await nodes.group()).nodeGroupId, { size: 2 }));
  expect(status).toBe("succeeded");
  expect(nodes.machines().map(({ id }) => id)).not.toContain(sick?.id);
});

test("machines of an old template go before those of a newer one", async () => {
  const service = inMemory();
  const { nodes } = await withCluster(service, { nodeGroups: [{ name: "default", size: 1 }] });
  const { nodeGroupId } = await nodes.group();
  const [old] = nodes.machines();
  await ended(service, await nodes.updateGroup(nodeGroupId, { size: 2, machineType: "m6i.large" }));
  expect(await nodes.group()).toMatchObject({ template: 2 });
  await ended(service, await nodes.updateGroup(nodeGroupId, { size: 1 }));
  expect(nodes.machines().map(({ id, machineType, template }) => [id !== old?.id, machineType, template])).toEqual([
    [true, "m6i.large", 2],
  ]);
});

test("a cluster has several groups; one is added with all its fields and deleted again, the others are left alone", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service);
  const before = nodes.machines().map(({ id }) => id);
  const operation = await nodes.createGroup({
    name: "batch",
    size: 2,
    machineType: "c6i.large",
    zones: ["us-east-1b"],
    labels: { tier: "batch" },
    taints: [{ key: "batch", effect: "NoSchedule" }],
    dataDisks: [{ sizeGiB: 80, mountPath: "/data" }],
    diskGiB: 50,
    userScript: "echo hello",
    spot: true,
    placement: "spread",
  });
  expect((await ended(service, operation)).status).toBe("succeeded");
  const { nodeGroupId } = await nodes.group("batch");
  const mine = nodes.machines().filter((machine) => machine.nodeGroupId === nodeGroupId);
  expect(mine).toHaveLength(2);
  for (const machine of mine) {
    expect(machine).toMatchObject({
      machineType: "c6i.large",
      zone: "us-east-1b",
      spot: true,
      template: 1,
      spreadGroup: nodeGroupId,
      node: {
        labels: { tier: "batch", "kubewright.dev/node-group": "batch", "kubewright.dev/spot": "true" },
        taints: [{ key: "batch", effect: "NoSchedule" }],
      },
    });
    expect(JSON.parse(machine.userData)).toMatchObject({
      dataDisks: [{ mountPath: "/data" }],
      userScript: "echo hello",
    });
    const disks = service.world.of("volumes", clusterId).filter(({ instanceId }) => instanceId === machine.id);
    expect(disks.map(({ sizeGiB }) => sizeGiB)).toEqual([50, 80]);
  }
  expect(service.world.of("placementGroups", clusterId)).toContainEqual(
    expect.objectContaining({ name: nodeGroupId, strategy: "spread" }),
  );
  await expectAtRest(service, clusterId, nodes);

  expect((await ended(service, await nodes.deleteGroup(nodeGroupId))).status).toBe("succeeded");
  expect((await nodes.groups()).map(({ spec }) => spec.name)).toEqual(["default"]);
  expect(nodes.machines().map(({ id }) => id)).toEqual(before);
  expect(service.world.of("placementGroups", clusterId).map(({ name }) => name)).toEqual(["control-plane"]);
  await expectAtRest(service, clusterId, nodes);
});

test("labels and taints change on the nodes that are there, and on no others; what others gave them stays", async () => {
  const service = inMemory();
  const group = { name: "default", size: 2, labels: { a: "1", b: "1" }, taints: [{ key: "x", effect: "NoSchedule" }] };
  const { nodes } = await withCluster(service, { nodeGroups: [group, { name: "other", size: 1 }] });
  for (const { node } of nodes.machines()) {
    Object.assign(node?.labels ?? {}, { theirs: "yes" });
    node?.taints.push({ key: "theirs", effect: "NoExecute" });
  }
  const [other] = nodes.machines().filter(({ slot }) => slot === "other-0");
  const untouched = structuredClone(other?.node);
  const { nodeGroupId } = await nodes.group();
  const taints = [{ key: "y", value: "z", effect: "NoSchedule" }];
  await ended(service, await nodes.updateGroup(nodeGroupId, { labels: { a: "2", c: "1" }, taints }));
  for (const { node } of nodes.machines().filter((machine) => machine.nodeGroupId === nodeGroupId)) {
    expect(node?.labels).toEqual({
      ...{ a: "2", c: "1", theirs: "yes" },
      ...{ "kubewright.dev/node-group": "default", "kubewright.dev/kubernetes-version": kubernetesVersions[0] },
    });
    expect(node?.taints).toEqual([{ key: "theirs", effect: "NoExecute" }, ...taints]);
  }
  expect(other?.node).toEqual(untouched);
});

test("a node is replaced by one in its zone, which is there first", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service);
  const [, machine] = nodes.machines();
  const { went, status } = await ended(service, await nodes.replace(machine?.id ?? ""));
  expect(status).toBe("succeeded");
  expect(went.states.indexOf("VerifyNodes")).toBeLessThan(went.states.indexOf("CordonNodes"));
  const after = nodes.machines();
  expect(after.map(({ id }) => id)).not.toContain(machine?.id);
  expect(zonesOf(nodes)).toEqual([1, 1, 1]);
  expect((await nodes.group()).spec.size).toBe(3);
  await expectAtRest(service, clusterId, nodes);
});

test("a machine that has ended by itself is replaced, with what was still known of it", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service);
  const [lost] = nodes.machines();
  if (lost) service.world.drop("instances", [lost]);
  expect((await ended(service, await nodes.updateGroup((await nodes.group()).nodeGroupId, {}))).status).toBe(
    "succeeded",
  );
  expect(nodes.machines()).toHaveLength(3);
  await expectAtRest(service, clusterId, nodes);
});

test("a node is removed, and its group is one smaller", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service);
  const [, machine] = nodes.machines();
  expect((await ended(service, await nodes.remove(machine?.id ?? ""))).status).toBe("succeeded");
  expect(nodes.machines()).toHaveLength(2);
  expect((await nodes.group()).spec.size).toBe(2);
  await expectAtRest(service, clusterId, nodes);
});

test("the bootstrap token is good again before machines join: the one of the cluster's birth has ended by then", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service);
  await ended(service, await nodes.updateGroup((await nodes.group()).nodeGroupId, { size: 4 }));
  const { bootstrapToken } = await service.ports.secrets.keys(clusterId);
  const [id = "", secret = ""] = bootstrapToken.split(".");
  const [token] = service.ports.kubernetes
    .objects(clusterId)
    .filter(({ metadata }) => metadata.name === `bootstrap-token-${id}`);
  const data = Object.fromEntries(
    Object.entries((token?.["data"] ?? {}) as Record<string, string>).map(([key, value]) => [key, atob(value)]),
  );
  expect(data).toMatchObject({ "token-id": id, "token-secret": secret, "usage-bootstrap-signing": "true" });
  const hours = (Date.parse(data["expiration"] ?? "") - Date.parse(service.ports.clock.now())) / 3_600_000;
  expect(hours).toBeGreaterThan(3);
  expect(hours).toBeLessThan(5);
});

test("delete takes every group's machines and placement groups", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service);
  await ended(service, await nodes.createGroup({ name: "a", size: 3, placement: "spread" }));
  await ended(service, await nodes.createGroup({ name: "b", size: 1, placement: "cluster", zones: ["us-east-1a"] }));
  expect(nodes.machines()).toHaveLength(7);
  expect((await service.run(await service.remove(clusterId))).end).toBe("Succeed");
  expect((await service.ports.sweep.leftovers(clusterId)).left).toEqual([]);
});
