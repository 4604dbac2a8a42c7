import { expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { Operation } from "#contract/operations.ts";
import { createCluster } from "#core/clusters/create-cluster.ts";
import { deleteCluster } from "#core/clusters/delete-cluster.ts";
import { NotFound, WrongState } from "#core/errors.ts";
import { ada, callOf, type FakeRulePorts, fakeRulePorts } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { cancelOperation } from "./cancel-operation.ts";

const asked = async () => {
  const ports = fakeRulePorts();
  const operation = await createCluster({ ...callOf({}), body: CreateCluster.parse({ name: "one" }) }, ports);
  return { ports, operation };
};
const eve = { ...ada, subject: "eve" };
const cancel = (ports: FakeRulePorts, operationId: string, caller: object = eve) =>
  cancelOperation({ ...callOf({}), caller: { ...ada, ...caller }, body: undefined, params: { operationId } }, ports);
const inputOf = ({ id, clusterId }: Operation) => ({ tenantId: ada.tenantId, clusterId, operationId: id });
const begin = ({ state }: FakeRulePorts, operation: Operation, stage = "CheckRequest") =>
  state.noteStage(inputOf(operation), {
    ...{ stage, status: "running", operationStatus: "running" },
    at: "2026-01-01T00:00:00.000Z",
  } as Parameters<typeof state.noteStage>[1]);
const stateOf = async ({ state }: FakeRulePorts, { clusterId }: Operation) =>
  (await state.cluster(ada.tenantId, clusterId)).state;

test("a creation that has not begun ends at once, and says who ended it", async () => {
  const { ports, operation } = await asked();
  expect(Operation.parse(await cancel(ports, operation.id))).toMatchObject({
    status: "cancelled",
    cancelAsked: { by: "eve" },
    error: { code: "Cancelled", message: "eve cancelled it before it began" },
  });
  expect(await stateOf(ports, operation)).toBe("failed");
  const params = { clusterId: operation.clusterId };
  expect((await deleteCluster({ ...callOf({}), body: undefined, params }, ports)).status).toBe("pending");
});

test("a deletion that has not begun gives the cluster back as it was; one that has begun has no way back", async () => {
  const { ports, operation } = await asked();
  const end = { status: "succeeded", clusterState: "degraded", nodeGroupState: "running" } as const;
  await ports.state.finishOperation(inputOf(operation), { ...end, at: ports.clock.now() });
  const params = { clusterId: operation.clusterId };
  const remove = () => deleteCluster({ ...callOf({}), body: undefined, params }, ports);
  const first = await remove();
  expect((await cancel(ports, first.id)).status).toBe("cancelled");
  expect(await stateOf(ports, operation)).toBe("degraded");
  const second = await remove();
  await begin(ports, second, "TerminateMachines");
  await expect(cancel(ports, second.id)).rejects.toThrow(
    new WrongState("a cluster.delete that has begun cannot go back"),
  );
  expect(await stateOf(ports, operation)).toBe("deleting");
});

test("a creation that runs is told to go back; to cancel twice is to cancel once", async () => {
  const { ports, operation } = await asked();
  await begin(ports, operation);
  const first = await cancel(ports, operation.id);
  expect(first).toMatchObject({ status: "running", cancelAsked: { by: "eve" } });
  expect(await cancel(ports, operation.id, ada)).toEqual(first);
  await expect(begin(ports, operation, "CreateNetwork")).rejects.toMatchObject({ name: "Cancelled" });
});

test.each(["succeeded", "failed", "rolled-back"] as const)("one that has %s cannot be cancelled", async (status) => {
  const { ports, operation } = await asked();
  const clusterState = status === "succeeded" ? "running" : "failed";
  const end = { status, clusterState, nodeGroupState: clusterState } as const;
  await ports.state.finishOperation(inputOf(operation), { ...end, at: ports.clock.now() });
  await expect(cancel(ports, operation.id)).rejects.toThrow(`operation ${operation.id} is over: ${status}`);
});

test("one that goes back by itself cannot be cancelled", async () => {
  const { ports, operation } = await asked();
  const note = { stage: "CreateNetwork", status: "undoing", operationStatus: "rolling-back" } as const;
  await ports.state.noteStage(inputOf(operation), { ...note, at: ports.clock.now() });
  await expect(cancel(ports, operation.id)).rejects.toThrow("is going back already");
});

test("one that begins while it is being cancelled is told to go back", async () => {
  const { ports, operation } = await asked();
  const { ports: racing } = withFaults(ports, async ({ name, nth }) => {
    if (name === "state.finishOperation" && nth === 1) await begin(ports, operation);
    return undefined;
  });
  expect(await cancel(racing, operation.id)).toMatchObject({ status: "running", cancelAsked: { by: "eve" } });
});

test("another tenant's operation is not there", async () => {
  const { ports, operation } = await asked();
  await expect(cancel(ports, operation.id, { tenantId: "red" })).rejects.toBeInstanceOf(NotFound);
  expect((await ports.state.operation(ada.tenantId, operation.id)).status).toBe("pending");
});
