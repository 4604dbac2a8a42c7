import { describe, expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { Operation } from "#contract/operations.ts";
import { AlreadyExists, IdempotencyKeyReused, QuotaExceeded } from "#core/errors.ts";
import { ada, callOf, fakeRulePorts } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { createCluster } from "./create-cluster.ts";

const create = (ports: ReturnType<typeof fakeRulePorts>, body: object, more: object = {}) =>
  createCluster({ ...callOf(more), body: CreateCluster.parse(body) }, ports);

test("a name is enough: the rest is filled in, written down and started", async () => {
  const ports = fakeRulePorts();
  const operation = await create(ports, { name: "one" });
  expect(Operation.parse(operation)).toMatchObject({
    kind: "cluster.create",
    status: "pending",
    clusterName: "one",
    requestedBy: "ada",
  });
  expect(await ports.state.cluster(ada.tenantId, operation.clusterId)).toMatchObject({
    name: "one",
    state: "pending",
    activeOperation: operation.id,
    spec: { version: "v1.37.2", controlPlane: { machines: 3 }, network: { cidr: "10.0.0.0/16" } },
  });
  expect((await ports.state.nodeGroups(ada.tenantId, operation.clusterId)).map(({ spec }) => spec.size)).toEqual([3]);
  expect(ports.workflows.running().map(({ operationId }) => operationId)).toEqual([operation.id]);
});

test("a minor version means its newest patch", async () => {
  const ports = fakeRulePorts();
  const { clusterId } = await create(ports, { name: "one", version: "1.36" });
  expect((await ports.state.cluster(ada.tenantId, clusterId)).spec.version).toBe("v1.36.3");
});

test("the same name is taken, in this tenant only", async () => {
  const ports = fakeRulePorts();
  await create(ports, { name: "one" });
  await expect(create(ports, { name: "one" })).rejects.toBeInstanceOf(AlreadyExists);
  await create(ports, { name: "one" }, { caller: { ...ada, tenantId: "red" } });
});

test("the quota is the tenant's", async () => {
  const ports = fakeRulePorts(1);
  await create(ports, { name: "one" });
  await expect(create(ports, { name: "two" })).rejects.toThrow(
    new QuotaExceeded("the tenant has 1 clusters, and may have 1"),
  );
  await create(ports, { name: "two" }, { caller: { ...ada, tenantId: "red" } });
});

describe("an Idempotency-Key", () => {
  const keyed = { idempotencyKey: "k" };

  test("makes a repeat the same operation, however its fields are ordered, also when it is over", async () => {
    const ports = fakeRulePorts();
    const first = await create(ports, { name: "one", labels: { a: "1", b: "2" } }, keyed);
    const again = await create(ports, { labels: { b: "2", a: "1" }, name: "one" }, keyed);
    expect(again).toEqual(first);
    await ports.state.finishOperation(
      { tenantId: ada.tenantId, clusterId: first.clusterId, operationId: first.id },
      { status: "succeeded", clusterState: "running", nodeGroupState: "running", at: ports.clock.now() },
    );
    expect(await create(ports, { name: "one", labels: { a: "1", b: "2" } }, keyed)).toMatchObject({
      id: first.id,
      status: "succeeded",
    });
    expect(ports.state.kept.clusters.size).toBe(1);
  });

  test("belongs to one body, and to one tenant", async () => {
    const ports = fakeRulePorts();
    const first = await create(ports, { name: "one" }, keyed);
    await expect(create(ports, { name: "two" }, keyed)).rejects.toBeInstanceOf(IdempotencyKeyReused);
    const other = await create(ports, { name: "one" }, { ...keyed, caller: { ...ada, tenantId: "red" } });
    expect(other.id).not.toBe(first.id);
  });

  test("of equal requests at the same time there is one operation, and all are told of it", async () => {
    const ports = fakeRulePorts();
    const all = await Promise.all([1, 2, 3].map(() => create(ports, { name: "one" }, keyed)));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(ports.state.kept.operations.size).toBe(1);
  });

  test("a repeat starts what the first call could not", async () => {
    const ports = fakeRulePorts();
    const { ports: broken } = withFaults(ports, ({ name }) =>
      name === "workflows.start" ? { before: new Error("died") } : undefined,
    );
    await expect(create(broken, { name: "one" }, keyed)).rejects.toThrow("died");
    expect(ports.workflows.running()).toEqual([]);
    const { id } = await create(ports, { name: "one" }, keyed);
    expect(ports.workflows.running().map(({ operationId }) => operationId)).toEqual([id]);
  });

  test("a repeat after a lost answer of the write makes no second cluster", async () => {
    const ports = fakeRulePorts();
    const { ports: broken } = withFaults(ports, ({ name }) =>
      name === "state.createCluster" ? { after: new Error("lost") } : undefined,
    );
    await expect(create(broken, { name: "one" }, keyed)).rejects.toThrow("lost");
    const { id } = await create(ports, { name: "one" }, keyed);
    expect([...ports.state.kept.operations.keys()]).toEqual([id]);
  });
});
