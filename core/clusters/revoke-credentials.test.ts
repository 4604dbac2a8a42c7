import { expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { RevokeCredentials } from "#contract/credentials.ts";
import type { ClusterState } from "#contract/states.ts";
import { IdempotencyKeyReused, NotFound, WrongState } from "#core/errors.ts";
import { ada, callOf, type FakeRulePorts, fakeRulePorts } from "#core/fakes/calls.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import { createCluster } from "./create-cluster.ts";
import { revokeCredentials } from "./revoke-credentials.ts";

/** A cluster in a state in which no operation holds it. */
const clusterIn = async (clusterState: ClusterState) => {
  const ports = fakeRulePorts();
  const { id, clusterId } = await createCluster({ ...callOf({}), body: CreateCluster.parse({ name: "one" }) }, ports);
  const input = { tenantId: ada.tenantId, clusterId, operationId: id };
  const at = ports.clock.now();
  await ports.state.finishOperation(input, { status: "succeeded", clusterState, at });
  return { ports, clusterId };
};
const revoke = (ports: FakeRulePorts, clusterId: string, body: object = {}, more: object = {}) =>
  revokeCredentials({ ...callOf(more), body: RevokeCredentials.parse(body), params: { clusterId } }, ports);

test("it is an operation that holds the cluster and says whose credentials it revokes", async () => {
  const { ports, clusterId } = await clusterIn("degraded");
  const operation = await revoke(ports, clusterId, { roles: ["admin", "viewer"] });
  expect(operation).toMatchObject({ kind: "credentials.revoke", roles: ["viewer", "admin"], requestedBy: "ada" });
  const cluster = await ports.state.cluster(ada.tenantId, clusterId);
  expect([cluster.state, cluster.activeOperation, cluster.access]).toEqual(["updating", operation.id, undefined]);
  expect(ports.state.kept.operations.get(operation.id)?.revocation?.access).toEqual({
    viewer: 2,
    operator: 1,
    admin: 2,
  });
  expect(ports.workflows.running().map(({ operationId }) => operationId)).toContain(operation.id);
});

test("with nothing said it is about all roles", async () => {
  const { ports, clusterId } = await clusterIn("running");
  expect((await revoke(ports, clusterId)).roles).toEqual(["viewer", "operator", "admin"]);
});

test("the same request revokes once, whatever the order of its roles; another one under its key is refused", async () => {
  const { ports, clusterId } = await clusterIn("running");
  const more = { idempotencyKey: "k" };
  const first = await revoke(ports, clusterId, { roles: ["viewer", "admin"] }, more);
  expect((await revoke(ports, clusterId, { roles: ["admin", "viewer"] }, more)).id).toBe(first.id);
  await expect(revoke(ports, clusterId, {}, more)).rejects.toBeInstanceOf(IdempotencyKeyReused);
});

test("while an operation holds the cluster it is named; without an API there is nothing to revoke", async () => {
  const { ports, clusterId } = await clusterIn("running");
  const first = await revoke(ports, clusterId);
  await expect(revoke(ports, clusterId)).rejects.toMatchObject({ name: "WrongState", operationId: first.id });
  const failed = await clusterIn("failed");
  await expect(revoke(failed.ports, failed.clusterId)).rejects.toBeInstanceOf(WrongState);
});

test("what is deleted, or another tenant's, is not there", async () => {
  const deleted = await clusterIn("deleted");
  await expect(revoke(deleted.ports, deleted.clusterId)).rejects.toBeInstanceOf(NotFound);
  const { ports, clusterId } = await clusterIn("running");
  const caller = { ...ada, tenantId: "red" };
  await expect(revoke(ports, clusterId, {}, { caller })).rejects.toBeInstanceOf(NotFound);
});

test("one that failed is asked for again, not retried", async () => {
  const { ports, clusterId } = await clusterIn("running");
  const { id } = await revoke(ports, clusterId);
  const end = { status: "failed", clusterState: "running", at: ports.clock.now() } as const;
  await ports.state.finishOperation({ tenantId: ada.tenantId, clusterId, operationId: id }, end);
  const retry = { ...callOf({}), body: undefined, params: { operationId: id } };
  await expect(retryOperation(retry, ports)).rejects.toThrow("ask for the same change again");
});

test.each([[{ roles: [] }], [{ roles: ["viewer", "viewer"] }], [{ roles: ["root"] }], [{ role: "viewer" }]])(
  "%j is no request",
  (body) => expect(RevokeCredentials.safeParse(body).success).toBe(false),
);
