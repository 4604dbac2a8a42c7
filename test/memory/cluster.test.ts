import { expect, test } from "@jest/globals";
import { Superseded } from "#core/errors.ts";
import { createStages, stagesOf } from "#core/operations/stages.ts";
import { awaitMachine } from "#core/stages/await-machine.ts";
import { caller, inMemory } from "./service.ts";

const leftovers = async ({ ports }: ReturnType<typeof inMemory>, clusterId: string): Promise<string[]> =>
  (await ports.sweep.leftovers(clusterId)).left;

test("a cluster is created from a name alone, with every stage in its order", async () => {
  const service = inMemory();
  const operation = await service.create({ name: "one" });
  const went = await service.run(operation);
  expect(went.end).toBe("Succeed");
  const decisions = new Set(["Restores", "HasRestored"]);
  const way = ["Begins", ...createStages(false), "Done"];
  expect(went.states.filter((state) => state !== "AwaitMachine" && !decisions.has(state))).toEqual(way);
  expect(went.states.filter((state) => state === "AwaitMachine")).toHaveLength(6);

  const cluster = await service.ports.state.cluster(caller.tenantId, operation.clusterId);
  expect(cluster).toMatchObject({ state: "running", conditions: [{ type: "Verified", is: "true" }] });
  expect(cluster.activeOperation).toBeUndefined();
  const { status, stages } = await service.ports.state.operation(caller.tenantId, operation.id);
  expect(status).toBe("succeeded");
  expect(stages.filter((stage) => stage.status !== "succeeded" || !stage.endedAt || stage.message)).toEqual([]);
  const { items: nodes } = await service.ports.state.nodes(caller.tenantId, operation.clusterId);
  expect(nodes.map(({ state }) => state)).toEqual(Array(6).fill("ready"));
  for (const role of ["control-plane", "worker"])
    expect(new Set(nodes.filter((node) => node.role === role).map(({ zone }) => zone)).size).toBe(3);
  expect(new Set(nodes.map(({ faultDomain }) => faultDomain)).size).toBe(6);
});

test("an iteration that comes after its operation is over leaves nothing behind", async () => {
  const service = inMemory();
  const operation = await service.create({ name: "one" });
  await service.run(operation);
  const { id, clusterId } = operation;
  const late = { tenantId: caller.tenantId, clusterId, operationId: id, instanceId: "i-late", taskToken: "late" };
  await expect(awaitMachine(late, service.ports)).rejects.toThrow(Superseded);
  expect((await leftovers(service, clusterId)).filter((left) => left.includes("i-late"))).toEqual([]);
});

test("a cluster without workers is verified on its control plane", async () => {
  const service = inMemory();
  const operation = await service.create({ name: "one", nodeGroups: [] });
  expect((await service.run(operation)).end).toBe("Succeed");
});

test("a node group in a zone that the cluster does not have is refused before anything is made", async () => {
  const service = inMemory();
  const nodeGroups = [{ name: "web" }, { name: "far", zones: ["us-east-1d"] }];
  const operation = await service.create({ name: "one", nodeGroups });
  const { states } = await service.run(operation);
  expect(states).toEqual(["Begins", "CheckRequest", "ReportFailure", "Failed"]);
  const { error } = await service.ports.state.operation(caller.tenantId, operation.id);
  expect(error).toEqual({
    code: "InvalidInput",
    stage: "CheckRequest",
    message:
      "node group far: zones[0]: us-east-1d; allowed: one of the cluster's zones: us-east-1a, us-east-1b, us-east-1c",
  });
});

test("machines of both architectures boot the image of their own", async () => {
  const service = inMemory();
  const nodeGroups = [{ name: "arm", machineType: "m7g.large" }, { name: "x86" }];
  const operation = await service.create({ name: "one", controlPlane: { machineType: "c7g.large" }, nodeGroups });
  expect((await service.run(operation)).end).toBe("Succeed");
  const booted = service.world.all("instances").map(({ machineType, imageId }) => `${machineType} ${imageId}`);
  expect([...new Set(booted)].sort()).toEqual([
    "c7g.large ami-v1.37.2-arm64",
    "m7g.large ami-v1.37.2-arm64",
    "t3.large ami-v1.37.2-x86_64",
  ]);
});

test("a deleted cluster leaves nothing, frees its name and gives a receipt", async () => {
  const service = inMemory();
  const { clusterId, ...created } = await service.create({ name: "one" });
  await service.run({ clusterId, ...created });
  expect(await leftovers(service, clusterId)).not.toEqual([]);
  const operation = await service.remove(clusterId);
  const went = await service.run(operation);
  expect(went.states).toEqual([...stagesOf["cluster.delete"], "Done"]);
  expect(await leftovers(service, clusterId)).toEqual([]);
  const { status, receipt, stages } = await service.ports.state.operation(caller.tenantId, operation.id);
  expect({ status, left: receipt?.left }).toEqual({ status: "succeeded", left: [] });
  expect(receipt?.checked).toContain("instances");
  expect(new Set(stages.map((stage) => stage.status))).toEqual(new Set(["succeeded"]));
  await service.create({ name: "one" });
});

test("two clusters at the same time keep out of each other's way", async () => {
  const service = inMemory();
  const [one, two] = [await service.create({ name: "one" }), await service.create({ name: "two" })];
  const went = await Promise.all([service.run(one), service.run(two)]);
  expect(went.map(({ end }) => end)).toEqual(["Succeed", "Succeed"]);
  const before = await leftovers(service, two.clusterId);
  await service.run(await service.remove(one.clusterId));
  expect(await leftovers(service, one.clusterId)).toEqual([]);
  expect(await leftovers(service, two.clusterId)).toEqual(before);
});
