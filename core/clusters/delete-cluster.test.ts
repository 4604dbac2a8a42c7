import { expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { ClusterState, clusterCan } from "#contract/states.ts";
import { IdempotencyKeyReused, NotFound, PreconditionFailed, WrongState } from "#core/errors.ts";
import { ada, callOf, type FakeRulePorts, fakeRulePorts } from "#core/fakes/calls.ts";
import { createCluster } from "./create-cluster.ts";
import { deleteCluster } from "./delete-cluster.ts";
import { updateCluster } from "./update-cluster.ts";

const create = (ports: FakeRulePorts, body: object = {}) =>
  createCluster({ ...callOf({}), body: CreateCluster.parse({ name: "one", ...body }) }, ports);

const remove = (ports: FakeRulePorts, clusterId: string, more: object = {}) =>
  deleteCluster({ ...callOf(more), body: undefined, params: { clusterId } }, ports);

const end = (ports: FakeRulePorts, operation: { id: string; clusterId: string }, clusterState: ClusterState) =>
  ports.state.finishOperation(
    { tenantId: ada.tenantId, clusterId: operation.clusterId, operationId: operation.id },
    { status: "succeeded", clusterState, nodeGroupState: clusterState, at: ports.clock.now() },
  );

const running = async (body: object = {}) => {
  const ports = fakeRulePorts();
  const created = await create(ports, body);
  await end(ports, created, "running");
  return { ports, clusterId: created.clusterId };
};

test("a deletion takes the cluster and starts", async () => {
  const { ports, clusterId } = await running();
  const operation = await remove(ports, clusterId);
  expect(operation).toMatchObject({ kind: "cluster.delete", status: "pending", clusterId, clusterName: "one" });
  expect(await ports.state.cluster(ada.tenantId, clusterId)).toMatchObject({
    state: "deleting",
    activeOperation: operation.id,
    generation: 2,
  });
  expect(ports.workflows.running().map(({ operationId }) => operationId)).toContain(operation.id);
});

test("what somebody else writes between reading and writing does not refuse it", async () => {
  const { ports, clusterId } = await running();
  const read = ports.state.cluster;
  let raced = false;
  ports.state.cluster = async (...asked) => {
    const found = await read(...asked);
    if (!raced) {
      raced = true;
      await updateCluster({ ...callOf({}), body: { labels: { team: "a" } }, params: { clusterId } }, ports);
    }
    return found;
  };
  expect(await remove(ports, clusterId)).toMatchObject({ kind: "cluster.delete", status: "pending" });
  expect(raced).toBe(true);
});

test("while an operation holds the cluster, it is named", async () => {
  const ports = fakeRulePorts();
  const { id, clusterId } = await create(ports);
  await expect(remove(ports, clusterId)).rejects.toMatchObject({ name: "WrongState", operationId: id });
});

test.each(ClusterState.options)("a cluster that is %s may be deleted exactly when the table says so", async (state) => {
  const ports = fakeRulePorts();
  const created = await create(ports);
  await end(ports, created, state);
  const removed = remove(ports, created.clusterId);
  if (state === "deleted") await expect(removed).rejects.toBeInstanceOf(NotFound);
  else if ((clusterCan.delete as readonly string[]).includes(state)) expect((await removed).status).toBe("pending");
  else await expect(removed).rejects.toBeInstanceOf(WrongState);
});

test("a protected cluster stays until the protection is lifted", async () => {
  const { ports, clusterId } = await running({ deletionProtection: true });
  const refused = { name: "DeletionProtected", code: "DeletionProtected" };
  await expect(remove(ports, clusterId)).rejects.toMatchObject({
    ...refused,
    message: expect.stringContaining(`PATCH /clusters/${clusterId} with {"deletionProtection": false}`),
  });
  await updateCluster({ ...callOf({}), params: { clusterId }, body: { deletionProtection: false } }, ports);
  expect((await remove(ports, clusterId)).status).toBe("pending");
});

test("another tenant's cluster is not there, nor is one that never was", async () => {
  const { ports, clusterId } = await running();
  const stranger = { caller: { ...ada, tenantId: "red" } };
  await expect(remove(ports, clusterId, stranger)).rejects.toBeInstanceOf(NotFound);
  await expect(remove(ports, "cls_none")).rejects.toBeInstanceOf(NotFound);
  expect((await ports.state.cluster(ada.tenantId, clusterId)).state).toBe("running");
});

test("If-Match must name the present revision", async () => {
  const { ports, clusterId } = await running();
  const { rev } = await ports.state.cluster(ada.tenantId, clusterId);
  await expect(remove(ports, clusterId, { ifMatch: rev - 1 })).rejects.toBeInstanceOf(PreconditionFailed);
  expect((await remove(ports, clusterId, { ifMatch: rev })).status).toBe("pending");
});

test("a repeat under the same key is the same deletion, also when the cluster is gone; another cluster is another request", async () => {
  const { ports, clusterId } = await running();
  const other = await create(ports, { name: "two" });
  await end(ports, other, "running");
  const keyed = { idempotencyKey: "k" };
  const operation = await remove(ports, clusterId, keyed);
  expect((await remove(ports, clusterId, keyed)).id).toBe(operation.id);
  await end(ports, operation, "deleted");
  expect(await remove(ports, clusterId, keyed)).toMatchObject({ id: operation.id, status: "succeeded" });
  await expect(remove(ports, other.clusterId, keyed)).rejects.toBeInstanceOf(IdempotencyKeyReused);
});

test("of deletions at the same time one takes the cluster", async () => {
  const { ports, clusterId } = await running();
  const results = await Promise.allSettled([1, 2, 3].map(() => remove(ports, clusterId)));
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(ports.state.kept.operations.size).toBe(2);
});
