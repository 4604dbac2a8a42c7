import { expect, test } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import { callOf } from "#core/fakes/calls.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { caller, inMemory } from "./service.ts";
import { ask, lively, objectsOf, recordOf, switched } from "./sleepers.ts";

test("a wake is cancelled no more once people may have written", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  await switched(service, clusterId, "cluster.hibernate");
  const operation = await ask(service, clusterId, "cluster.wake");
  const { ports } = service;
  let refused: unknown;
  const late: typeof ports = {
    ...ports,
    state: {
      ...ports.state,
      async noteStage(input, note) {
        await ports.state.noteStage(input, note);
        if (note.stage !== "OpenCluster" || note.status !== "succeeded") return;
        const call = callOf({ params: { operationId: operation.id } });
        refused = await cancelOperation(call, ports).catch((error: unknown) => error);
      },
    },
  };
  expect((await service.run(operation, late)).end).toBe("Succeed");
  expect(refused).toMatchObject({
    name: "WrongState",
    message: expect.stringContaining("beyond where it could go back"),
  });
  expect((await recordOf(service, clusterId)).state).toBe("running");
});

test("one that is cancelled before machines end is open again; a wake that is cancelled sleeps on", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  const before = objectsOf(service, clusterId);
  const cancelAt = async (operation: Operation, at: string) => {
    await service.run(operation, service.ports, (stage) => {
      if (stage === at)
        void cancelOperation(callOf({ params: { operationId: operation.id } }), service.ports).catch(() => {});
    });
    return (await service.ports.state.operation(caller.tenantId, operation.id)).status;
  };
  expect(await cancelAt(await ask(service, clusterId, "cluster.hibernate"), "RecordBackup")).toBe("cancelled");
  expect(objectsOf(service, clusterId)).toEqual(before);
  expect((await recordOf(service, clusterId)).state).toBe("running");
  expect(service.world.snapshots.size).toBe(0);
  await switched(service, clusterId, "cluster.hibernate");
  expect(await cancelAt(await ask(service, clusterId, "cluster.wake"), "AdmitWorkers")).toBe("cancelled");
  expect((await recordOf(service, clusterId)).state).toBe("hibernated");
  expect(service.world.of("instances", clusterId)).toEqual([]);
  expect(service.world.of("natGateways", clusterId)).toEqual([]);
  await switched(service, clusterId, "cluster.wake");
  expect(objectsOf(service, clusterId)).toEqual(before);
});
