import { expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { Plan } from "#contract/plans.ts";
import { planCluster } from "#core/clusters/plan-cluster.ts";
import { viewCluster } from "#core/clusters/read-clusters.ts";
import { callOf } from "#core/fakes/calls.ts";
import { createStages } from "#core/operations/stages.ts";
import { backedUp, createFrom, filesOf, keysOf, namesIn, pictureOf, recordOf, small } from "./births.ts";
import { backUp, restore } from "./cluster-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory } from "./service.ts";

test("a cluster is born from another one's backup, with its objects, none of its machines, and keys of its own", async () => {
  const service = inMemory();
  const source = await backedUp(service);
  const before = await pictureOf(service, source.clusterId);
  const operation = await createFrom(service, source);
  expect(operation.backupId).toBe(source.backupId);
  const { went, status, error } = await ended(service, operation);
  expect({ status, error }).toEqual({ status: "succeeded", error: undefined });
  const stages = new Set<string>(createStages(true));
  expect(went.states.filter((state) => stages.has(state))).toEqual([...createStages(true)]);
  const { stages: noted } = await service.ports.state.operation(caller.tenantId, operation.id);
  expect(noted.map((stage) => `${stage.name} ${stage.status}`)).toEqual(
    createStages(true).map((name) => `${name} succeeded`),
  );

  const { clusterId } = operation;
  expect(await viewCluster({ ...callOf({}), params: { clusterId } }, service.ports)).toMatchObject({
    ...{ name: "two", state: "running", version: "v1.37.2" },
    restoredFrom: source,
  });
  expect(namesIn(service, clusterId, "ConfigMap")).toContain("kept");
  expect(namesIn(service, source.clusterId, "Pod")).toContain("web-default-0");
  expect(namesIn(service, clusterId, "Pod")).toEqual([]);
  const [own, theirs] = [await keysOf(service, clusterId), await keysOf(service, source.clusterId)];
  expect(own.earlierEncryptionKeys).toEqual([theirs.encryptionKey]);
  expect(own.encryptionKey).not.toBe(theirs.encryptionKey);
  expect(own.files).not.toEqual(theirs.files);
  // The copy has done its work; the other cluster is what it was.
  expect(filesOf(service, clusterId)).toEqual([]);
  expect(await pictureOf(service, source.clusterId)).toEqual(before);
});

test("its members read what lies below their own cluster, and nothing else", async () => {
  const service = inMemory();
  const source = await backedUp(service);
  const operation = await createFrom(service, source);
  await service.run(operation);
  const told = service.world
    .of("instances", operation.clusterId)
    .filter(({ role }) => role === "control-plane")
    .map(({ userData }) => JSON.parse(userData) as { restore: object });
  expect(told).toHaveLength(3);
  for (const { restore: given } of told)
    expect(given).toMatchObject({
      ...{ key: `etcd/${operation.clusterId}/${source.backupId}`, token: operation.id },
      ofAnother: { name: "kubewright-hibernation-served", expression: expect.stringContaining("NAMESPACE") },
    });
});

test("what was restored is backed up, restored in place and as a third one, which reads what all of them have encrypted", async () => {
  const service = inMemory();
  const first = await backedUp(service);
  const { clusterId, ...operation } = await createFrom(service, first);
  await service.run({ clusterId, ...operation });
  const { backupId = "", ...taking } = await backUp(service, clusterId);
  expect((await ended(service, taking)).error).toBeUndefined();
  expect((await ended(service, await restore(service, clusterId, backupId))).error).toBeUndefined();
  const third = await createFrom(service, { clusterId, backupId }, { name: "three" });
  expect((await ended(service, third)).error).toBeUndefined();
  expect(namesIn(service, third.clusterId, "ConfigMap")).toContain("kept");
  const [one, two] = [await keysOf(service, first.clusterId), await keysOf(service, clusterId)];
  expect((await keysOf(service, third.clusterId)).earlierEncryptionKeys).toEqual([
    one.encryptionKey,
    two.encryptionKey,
  ]);
  for (const id of [first.clusterId, clusterId, third.clusterId]) {
    expect((await service.run(await service.remove(id))).end).toBe("Succeed");
    expect((await service.ports.sweep.leftovers(id)).left).toEqual([]);
  }
  expect(service.world.snapshots.size).toBe(0);
});

test("the other cluster, and the backup, may go while the new one is made, once the snapshot is copied and its key read", async () => {
  const service = inMemory();
  const source = await backedUp(service);
  const operation = await createFrom(service, source);
  let gone: Promise<unknown> | undefined;
  const went = await service.run(operation, service.ports, (stage) => {
    if (stage === "CreateLoadBalancer")
      gone ??= service.remove(source.clusterId).then((removing) => service.run(removing));
  });
  await gone;
  expect(went.end).toBe("Succeed");
  expect((await recordOf(service, source.clusterId)).state).toBe("deleted");
  expect(namesIn(service, operation.clusterId, "ConfigMap")).toContain("kept");
});

test("the plan says what is copied, made and taken away, and what it costs, and nothing is written", async () => {
  const service = inMemory();
  const source = await backedUp(service);
  const planOf = (body: object) =>
    planCluster({ ...callOf({}), body: CreateCluster.parse({ name: "two", ...small, ...body }) }, service.write);
  const [whole, empty] = [Plan.parse(await planOf({ restoreFrom: source })), Plan.parse(await planOf({}))];
  expect(whole.stages.map(({ name }) => name)).toEqual(createStages(true));
  const stageOf = (name: string) => whole.stages.find((stage) => stage.name === name);
  expect(stageOf("CopySnapshot")).toMatchObject({
    ...{ makes: [{ kind: "snapshot", count: 1 }], calls: [{ call: "s3:CopyObject", times: 1 }] },
  });
  expect(stageOf("OpenRestored")?.removes).toEqual([{ kind: "snapshot", count: 1 }]);
  expect([whole.price, whole.resources]).toEqual([empty.price, empty.resources]);
  expect(filesOf(service, source.clusterId)).toHaveLength(1);
  expect(service.world.snapshots.size).toBe(1);
});
