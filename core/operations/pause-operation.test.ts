import { expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { Operation } from "#contract/operations.ts";
import { createCluster } from "#core/clusters/create-cluster.ts";
import { NotFound, WrongState } from "#core/errors.ts";
import { ada, callOf, type FakeRulePorts, fakeRulePorts } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { upgradeCluster } from "#core/upgrade/upgrade-cluster.ts";
import { cancelOperation } from "./cancel-operation.ts";
import { pauseOperation, resumeOperation } from "./pause-operation.ts";
import { retryOperation } from "./retry-operation.ts";

const eve = { ...ada, subject: "eve" };
type Change = typeof pauseOperation | typeof resumeOperation | typeof cancelOperation;
const ask = (change: Change, ports: FakeRulePorts, operationId: string, caller: object = eve) =>
  change({ ...callOf({}), params: { operationId }, caller: { ...ada, ...caller } }, ports);
const inputOf = ({ id, clusterId }: Operation) => ({ tenantId: ada.tenantId, clusterId, operationId: id });
const at = "2026-01-01T00:00:00.000Z";

/** An upgrade that was asked for, and has begun. */
const upgrading = async () => {
  const ports = fakeRulePorts();
  const body = CreateCluster.parse({ name: "one", version: "1.36" });
  const created = await createCluster({ ...callOf({}), body }, ports);
  const end = { status: "succeeded", clusterState: "running", nodeGroupState: "running", at } as const;
  await ports.state.finishOperation(inputOf(created), end);
  const call = { ...callOf({}), params: { clusterId: created.clusterId }, query: {} };
  const operation = await upgradeCluster({ ...call, body: { version: "1.37", chain: false, force: [] } }, ports);
  const going = { stage: "CheckReadiness", status: "running", at, operationStatus: "running" } as const;
  await ports.state.noteStage(inputOf(operation), going);
  return { ports, operation, created };
};

const paused = async () => {
  const { ports, operation } = await upgrading();
  await ask(pauseOperation, ports, operation.id);
  await ports.state.pause(inputOf(operation), { stage: "PlanStep", status: "succeeded", at });
  return { ports, operation };
};

test("callers see who has asked for it, since when it is paused, and nothing of its executions", async () => {
  const { ports, operation } = await upgrading();
  const asked = Operation.parse(await ask(pauseOperation, ports, operation.id));
  expect(asked).toMatchObject({ status: "running", pause: { by: "eve", askedAt: expect.any(String) } });
  expect(asked.pause?.since).toBeUndefined();
  await ports.state.pause(inputOf(operation), { stage: "PlanStep", status: "succeeded", at });
  const stopped = Operation.parse(await ask(pauseOperation, ports, operation.id, ada));
  expect(stopped).toMatchObject({ status: "paused", pause: { by: "eve", since: at } });
  const resumed = Operation.parse(await ask(resumeOperation, ports, operation.id));
  expect([resumed.status, resumed.pause]).toEqual(["pending", undefined]);
});

test.each(["succeeded", "failed", "rolled-back", "cancelled"] as const)(
  "one that is over (%s) is neither paused nor resumed, and is told what would be",
  async (status) => {
    const { ports, operation } = await upgrading();
    await ports.state.finishOperation(inputOf(operation), { status, clusterState: "running", at });
    for (const [change, allowed] of [
      [pauseOperation, "it can be paused while it is pending or running"],
      [resumeOperation, "it can be resumed while it is paused, or is to stop"],
    ] as const)
      await expect(ask(change, ports, operation.id)).rejects.toThrow(
        new WrongState(`operation ${operation.id} is over: ${status}; ${allowed}`),
      );
  },
);

test("one that goes back, by itself or because somebody has asked for it, is not paused", async () => {
  const { ports, operation } = await upgrading();
  await ask(pauseOperation, ports, operation.id);
  await ask(cancelOperation, ports, operation.id);
  await expect(ask(resumeOperation, ports, operation.id)).rejects.toThrow("is cancelled, and goes back; it can be res");
  await expect(ask(pauseOperation, ports, operation.id)).rejects.toThrow(
    "is cancelled, and goes back; it can be paused",
  );
  const note = { stage: "SaveSnapshot", status: "undoing", operationStatus: "rolling-back", at } as const;
  await ports.state.noteStage(inputOf(operation), note);
  for (const change of [pauseOperation, resumeOperation])
    await expect(ask(change, ports, operation.id)).rejects.toBeInstanceOf(WrongState);
});

test("a paused one is cancelled, and not retried; one that runs is not resumed", async () => {
  const { ports, operation } = await paused();
  const retry = retryOperation(callOf({ params: { operationId: operation.id } }), ports);
  await expect(retry).rejects.toThrow("is not over: paused; it can be retried once it is failed");
  expect(await ask(cancelOperation, ports, operation.id)).toMatchObject({
    status: "pending",
    cancelAsked: { by: "eve" },
  });
  await expect(ask(resumeOperation, ports, operation.id)).rejects.toThrow("is cancelled, and goes back");
});

test("other kinds are not paused, and another tenant's is not there", async () => {
  const { ports, operation, created } = await upgrading();
  await expect(ask(pauseOperation, ports, created.id)).rejects.toThrow("a cluster.create cannot be paused; these can:");
  for (const change of [pauseOperation, resumeOperation])
    await expect(ask(change, ports, operation.id, { tenantId: "red" })).rejects.toBeInstanceOf(NotFound);
});

test("one that ends while it is being paused says so", async () => {
  const { ports, operation } = await upgrading();
  const { ports: racing } = withFaults(ports, async ({ name }) => {
    if (name === "state.askPause")
      await ports.state.finishOperation(inputOf(operation), { status: "failed", clusterState: "running", at });
    return undefined;
  });
  await expect(ask(pauseOperation, racing, operation.id)).rejects.toThrow("is over: failed");
});
