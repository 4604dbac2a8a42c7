import { expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { createCluster } from "#core/clusters/create-cluster.ts";
import { deleteCluster } from "#core/clusters/delete-cluster.ts";
import { ada, callOf, fakeRulePorts } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import type { OperationRecord } from "#core/records.ts";
import { settle } from "./settle.ts";

/** A cluster that was asked for, by a caller that died before or after it started the workflow. */
const asked = async (started: boolean) => {
  const ports = fakeRulePorts();
  const { ports: broken } = withFaults(ports, ({ name }) =>
    name === "workflows.start" && !started ? { before: new Error("died") } : undefined,
  );
  await createCluster({ ...callOf({}), body: CreateCluster.parse({ name: "one" }) }, broken).catch(() => undefined);
  const [operation] = await ports.state.openOperations();
  if (!operation) throw new Error("nothing was asked for");
  return { ports, operation };
};

test("what nobody started is started, once", async () => {
  const { ports, operation } = await asked(false);
  expect(await settle(operation, ports)).toBe("started");
  expect(await settle(operation, ports)).toBe("going on");
  expect(ports.workflows.running()).toHaveLength(1);
});

test("what a workflow that failed without a word has made is undone; if that ends without a word, too, its operation is ended", async () => {
  const { ports, operation } = await asked(true);
  const { tenantId, operationId, clusterId } = operation;
  const at = ports.clock.now();
  for (const stage of ["CheckRequest", "CreateNetwork"])
    await ports.state.noteStage(operation, { stage, status: "running", at, operationStatus: "running" });
  ports.workflows.end(operationId, "failed");
  const again = async () => settle(await ports.state.operation(tenantId, operationId), ports);
  expect([await again(), ports.workflows.unwound(operationId)]).toEqual(["unwinding", { stage: "CreateNetwork" }]);
  expect(await again()).toBe("going on");
  expect((await ports.state.cluster(tenantId, clusterId)).activeOperation).toBe(operationId);
  ports.workflows.end(operationId, "failed");
  expect(await again()).toBe("closed");
  expect(await ports.state.operation(tenantId, operationId)).toMatchObject({
    status: "failed",
    error: { code: "WorkflowEnded" },
  });
  expect((await ports.state.cluster(tenantId, clusterId)).state).toBe("failed");
  // From here on the cluster can be deleted.
  const params = { clusterId };
  expect((await deleteCluster({ ...callOf({}), body: undefined, params }, ports)).kind).toBe("cluster.delete");
});

test("what a workflow has made that succeeded is not undone, though a table that was restored does not know of it", async () => {
  const { ports, operation } = await asked(true);
  const { tenantId, operationId } = operation;
  const at = ports.clock.now();
  for (const stage of ["CheckRequest", "CreateNetwork"])
    await ports.state.noteStage(operation, { stage, status: "running", at, operationStatus: "running" });
  ports.workflows.end(operationId, "succeeded");
  expect(await settle(await ports.state.operation(tenantId, operationId), ports)).toBe("closed");
  expect(ports.workflows.unwound(operationId)).toBeUndefined();
  const { status, error } = await ports.state.operation(tenantId, operationId);
  expect({ status, error }).toEqual({
    status: "failed",
    error: { code: "WorkflowEnded", message: expect.stringContaining("may have been restored") },
  });
});

test("beyond the stage from which there is no way back nothing is undone: the operation says how to go on", async () => {
  const { ports, operation } = await asked(true);
  const at = ports.clock.now();
  await ports.state.noteStage(operation, { stage: "CheckRequest", status: "running", at, operationStatus: "running" });
  ports.workflows.end(operation.operationId, "failed");
  const begun = await ports.state.operation(operation.tenantId, operation.operationId);
  const stages: OperationRecord["stages"] = [{ name: "RemoveNodes", status: "running", attempts: 1 }];
  const beyond = { ...begun, kind: "node.replace" as const, stages };
  const state = { ...ports.state, operation: async () => beyond };
  expect(await settle(beyond, { ...ports, state })).toBe("closed");
  expect(ports.workflows.unwound(operation.operationId)).toBeUndefined();
});

test("while a function of a stopped workflow may still be at work, its operation keeps the cluster", async () => {
  const { ports, operation } = await asked(true);
  const { operationId, tenantId, clusterId } = operation;
  const secondsAgo = (seconds: number) => new Date(Date.parse(ports.clock.now()) - seconds * 1000).toISOString();
  ports.workflows.end(operationId, "failed", secondsAgo(60));
  expect(await settle(operation, ports)).toBe("going on");
  expect((await ports.state.cluster(tenantId, clusterId)).activeOperation).toBe(operationId);
  ports.workflows.end(operationId, "failed", secondsAgo(80));
  expect(await settle(operation, ports)).toBe("unwinding");
});

test("an operation that got ahead of its lost workflow is ended, not begun again", async () => {
  const { ports, operation } = await asked(false);
  const at = ports.clock.now();
  await ports.state.noteStage(operation, { stage: "CheckRequest", status: "running", at, operationStatus: "running" });
  expect(await settle(await ports.state.operation(ada.tenantId, operation.operationId), ports)).toBe("closed");
});

test("one that ends between two looks stays as it ended", async () => {
  const { ports, operation } = await asked(true);
  await ports.state.finishOperation(operation, {
    status: "succeeded",
    clusterState: "running",
    nodeGroupState: "running",
    at: ports.clock.now(),
  });
  ports.workflows.end(operation.operationId, "succeeded");
  expect(await settle(operation, ports)).toBe("closed");
  expect((await ports.state.operation(ada.tenantId, operation.operationId)).status).toBe("succeeded");
  expect((await ports.state.cluster(ada.tenantId, operation.clusterId)).state).toBe("running");
});

test("what cannot be asked is not touched", async () => {
  const { ports, operation } = await asked(true);
  const { ports: broken } = withFaults(ports, ({ name }) =>
    name === "workflows.status" ? { before: new Error("away") } : undefined,
  );
  await expect(settle(operation, broken)).rejects.toThrow("away");
  expect((await ports.state.operation(ada.tenantId, operation.operationId)).status).toBe("pending");
});
