import { expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { Operation } from "#contract/operations.ts";
import type { ClusterState } from "#contract/states.ts";
import { createCluster } from "#core/clusters/create-cluster.ts";
import { deleteCluster } from "#core/clusters/delete-cluster.ts";
import { updateCluster } from "#core/clusters/update-cluster.ts";
import { IdempotencyKeyReused, NotFound, WrongState } from "#core/errors.ts";
import { ada, callOf, type FakeRulePorts, fakeRulePorts } from "#core/fakes/calls.ts";
import { retryOperation } from "./retry-operation.ts";

type Status = Parameters<FakeRulePorts["state"]["finishOperation"]>[1]["status"];

const finish = (ports: FakeRulePorts, { id, clusterId }: Operation, status: Status, clusterState: ClusterState) =>
  ports.state.finishOperation(
    { tenantId: ada.tenantId, clusterId, operationId: id },
    { status, clusterState, nodeGroupState: clusterState, at: ports.clock.now() },
  );
const ended = async (status: Status, clusterState: ClusterState, ports = fakeRulePorts()) => {
  const operation = await createCluster({ ...callOf({}), body: CreateCluster.parse({ name: "one" }) }, ports);
  await finish(ports, operation, status, clusterState);
  return { ports, operation };
};
const retry = (ports: FakeRulePorts, operationId: string, more: object = {}) =>
  retryOperation({ ...callOf(more), body: undefined, params: { operationId } }, ports);
const remove = (ports: FakeRulePorts, clusterId: string) =>
  deleteCluster({ ...callOf({}), body: undefined, params: { clusterId } }, ports);

test.each(["failed", "rolled-back", "cancelled"] as const)(
  "a creation that ended %s is asked for again",
  async (status) => {
    const { ports, operation } = await ended(status, "failed");
    const again = Operation.parse(await retry(ports, operation.id));
    expect(again).toMatchObject({
      ...{ kind: "cluster.create", status: "pending", retryOf: operation.id },
      ...{ clusterId: operation.clusterId, clusterName: "one" },
    });
    expect(await ports.state.cluster(ada.tenantId, operation.clusterId)).toMatchObject({
      ...{ state: "pending", generation: 2, activeOperation: again.id },
    });
    expect(ports.workflows.running().map(({ operationId }) => operationId)).toContain(again.id);
  },
);

test("a deletion that failed is asked for again", async () => {
  const { ports, operation } = await ended("succeeded", "running");
  const deletion = await remove(ports, operation.clusterId);
  await finish(ports, deletion, "failed", "failed");
  expect(await retry(ports, deletion.id)).toMatchObject({ kind: "cluster.delete", retryOf: deletion.id });
  expect((await ports.state.cluster(ada.tenantId, operation.clusterId)).state).toBe("deleting");
});

test("protection holds against a retry too", async () => {
  const { ports, operation } = await ended("succeeded", "running");
  const deletion = await remove(ports, operation.clusterId);
  await finish(ports, deletion, "failed", "failed");
  const params = { clusterId: operation.clusterId };
  await updateCluster({ ...callOf({}), params, body: { deletionProtection: true } }, ports);
  await expect(retry(ports, deletion.id)).rejects.toMatchObject({ name: "DeletionProtected" });
});

test("what goes on, has succeeded, or is not the last, is not retried", async () => {
  const { ports, operation } = await ended("rolled-back", "failed");
  const again = await retry(ports, operation.id);
  await expect(retry(ports, again.id)).rejects.toMatchObject({ name: "WrongState", operationId: again.id });
  await expect(retry(ports, operation.id)).rejects.toMatchObject({ name: "WrongState", operationId: again.id });
  await finish(ports, again, "failed", "failed");
  await expect(retry(ports, operation.id)).rejects.toThrow("only the last one can be retried");
  const last = await retry(ports, again.id);
  await finish(ports, last, "succeeded", "running");
  await expect(retry(ports, last.id)).rejects.toThrow(new WrongState(`operation ${last.id} has succeeded`));
});

test("a repeat under the same key is the same retry; another operation is another request", async () => {
  const { ports, operation } = await ended("rolled-back", "failed");
  const keyed = { idempotencyKey: "k" };
  const again = await retry(ports, operation.id, keyed);
  expect((await retry(ports, operation.id, keyed)).id).toBe(again.id);
  await finish(ports, again, "failed", "failed");
  await expect(retry(ports, again.id, keyed)).rejects.toBeInstanceOf(IdempotencyKeyReused);
});

test("another tenant's operation is not there", async () => {
  const { ports, operation } = await ended("rolled-back", "failed");
  await expect(retry(ports, operation.id, { caller: { ...ada, tenantId: "red" } })).rejects.toBeInstanceOf(NotFound);
});
