import { describe, expect, test } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import { Conflict, Superseded, WrongState } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { pauseOperation, resumeOperation } from "#core/operations/pause-operation.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import { settle } from "#core/operations/settle.ts";
import { wanted } from "#test/amount.ts";
import { runUpgrade } from "./broken-upgrade.ts";
import { nodesOf } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory, type Service } from "./service.ts";
import { beginUpgrade, next, old, upgrade, versionsNow, whole } from "./upgrades.ts";

const was = { ...whole(old), joins: old, proxy: old, dns: "v1.14.2" };
const will = { ...whole(next), joins: next, proxy: next, dns: "v1.14.6" };

const callFor = ({ id: operationId }: Operation) => callOf({ params: { operationId } });
const pause = ({ write }: Service, operation: Operation) => pauseOperation(callFor(operation), write);
const resume = ({ write }: Service, operation: Operation) => resumeOperation(callFor(operation), write);
const cancel = ({ write }: Service, operation: Operation) => cancelOperation(callFor(operation), write);
const recordOf = ({ ports }: Service, { id }: Operation) => ports.state.operation(caller.tenantId, id);

/** An upgrade that is told to stop as a visit of its workflow to a stage begins. */
const pausedAt = async (visit: number) => {
  let asked: Promise<unknown> = Promise.resolve();
  const ran = await runUpgrade([], {
    before: (now, service, operation) => {
      if (now === visit) asked = pause(service, operation);
    },
  });
  await asked;
  return ran;
};

/** Of each stage the first visit, of every third one where fewer are wanted, or all visits with `npm test -- all`. */
const visitsToPause = async (): Promise<number[]> => {
  const { visits } = await runUpgrade();
  const isFirst = (visit: number) => visits.findIndex(({ stage }) => stage === visits[visit]?.stage) === visit;
  if (wanted("every call of every stage")) return [...visits.keys()];
  const firsts = [...visits.keys()].filter(isFirst);
  return firsts.filter((_, i) => i % 3 === 0 || wanted("the same stage failing otherwise"));
};

test("told to stop at any of its stages, it stops before its next step, keeps its cluster, and goes on to the end", async () => {
  for (const visit of await visitsToPause()) {
    const { service, operation, status, leastSpare, visits, went } = await pausedAt(visit);
    const stage = visits[visit]?.stage;
    if (stage === "FinishUpgrade") {
      expect({ visit, status }).toEqual({ visit, status: "succeeded" });
      continue;
    }
    const { pause: told, cancelAsked } = await recordOf(service, operation);
    const cluster = await service.ports.state.cluster(caller.tenantId, operation.clusterId);
    expect({ stage, status, told, end: went.end, holds: cluster.activeOperation, cluster: cluster.state }).toEqual({
      ...{ stage, status: "paused", end: "Succeed", holds: operation.id, cluster: "updating" },
      told: { askedAt: expect.any(String), by: caller.subject, since: expect.any(String) },
    });
    expect(["CheckReadiness", "PlanStep"]).toContain(visits.at(-1)?.stage);
    // Nothing of a step is half done.
    const { states, unschedulable, etcd, tokens } = await versionsNow(service, operation.clusterId);
    expect({ stage, states, unschedulable, etcd, tokens }).toEqual({
      ...{ stage, states: ["ready"], unschedulable: 0, etcd: 3, tokens: 0 },
    });
    await resume(service, operation);
    const done = await ended(service, operation);
    expect({
      stage,
      status: done.status,
      error: done.error,
      pause: (await recordOf(service, operation)).pause,
    }).toEqual({
      ...{ stage, status: "succeeded", error: undefined, pause: undefined },
    });
    expect({ stage, is: await versionsNow(service, operation.clusterId), spare: leastSpare, cancelAsked }).toEqual({
      ...{ stage, is: will, spare: 1, cancelAsked: undefined },
    });
  }
}, 240_000);

test("cancelled while it is paused, wherever, it goes back to the version before", async () => {
  for (const visit of await visitsToPause()) {
    const { service, operation, status, visits } = await pausedAt(visit);
    if (status !== "paused") continue;
    const asked = await cancel(service, operation);
    expect(asked).toMatchObject({ status: "pending", cancelAsked: { by: caller.subject } });
    expect(await settle(await recordOf(service, operation), service.write)).toBe("started");
    const done = await ended(service, operation);
    expect({
      stage: visits[visit]?.stage,
      status: done.status,
      is: await versionsNow(service, operation.clusterId),
    }).toEqual({
      ...{ stage: visits[visit]?.stage, status: "cancelled", is: was },
    });
  }
}, 240_000);

describe("a paused operation", () => {
  const paused = async () => {
    const { visits } = await runUpgrade();
    return pausedAt(visits.findLastIndex(({ stage }) => stage === "LaunchMember"));
  };

  test("is left alone by the tick, however long ago its execution has ended", async () => {
    const { service, operation } = await paused();
    const record = await recordOf(service, operation);
    expect(await settle(record, service.write)).toBe("going on");
    // As an index has it that is a little late.
    expect(await settle({ ...record, status: "running" }, service.write)).toBe("going on");
    expect((await recordOf(service, operation)).status).toBe("paused");
    await resume(service, operation);
    expect(await settle({ ...record, status: "running" }, service.write)).toBe("going on");
    expect((await ended(service, operation)).status).toBe("succeeded");
  });

  test("is resumed once, however many ask, and goes on by the table's stream, or by the tick", async () => {
    const { service, operation } = await paused();
    const asked = await Promise.allSettled([resume(service, operation), resume(service, operation)]);
    expect(asked.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(resume(service, operation)).rejects.toThrow(/is pending; it can be resumed while it is paused/);
    expect(await settle(await recordOf(service, operation), service.write)).toBe("started");
    expect(await settle(await recordOf(service, operation), service.write)).toBe("going on");
    expect(service.workflows.running().filter(({ operationId }) => operationId === operation.id)).toHaveLength(1);
    expect((await ended(service, operation)).status).toBe("succeeded");
    expect(await versionsNow(service, operation.clusterId)).toEqual(will);
  });

  test("is judged by how the cluster was when it was resumed, not by how it was before the pause", async () => {
    const { service, operation } = await paused();
    const api = await nodesOf(service, operation.clusterId).api();
    await api.apply({
      ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "late", namespace: "default" } },
      ...{ spec: { replicas: 3 }, status: { availableReplicas: 1 } },
    });
    await resume(service, operation);
    expect(await ended(service, operation)).toMatchObject({ status: "succeeded" });
    expect((await recordOf(service, operation)).upgrade?.short).toMatchObject({ "Deployment default/late": 2 });
  });

  test("whose execution is stopped as it goes on is unwound by an execution of that run", async () => {
    const { service, operation } = await paused();
    await resume(service, operation);
    let stop: () => void = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    let isOver = false;
    const { ports } = withFaults(service.ports, ({ name }) => {
      isOver ||= name === "machines.launch";
      if (!isOver) return undefined;
      stop();
      return new Promise<never>(() => undefined);
    });
    void service.run(operation, ports);
    await stopped;
    service.workflows.end(operation.id, "failed");
    expect(await settle(await recordOf(service, operation), service.write)).toBe("unwinding");
    expect((await ended(service, operation)).status).toBe("rolled-back");
    expect(await versionsNow(service, operation.clusterId)).toEqual(was);
  });
});

test("a crash between the stop and its answer stops once: the stage that is tried again finds it stopped", async () => {
  const service = inMemory();
  const operation = await beginUpgrade(service);
  await pause(service, operation);
  const { ports } = withFaults(service.ports, ({ name }) =>
    name === "state.pause" ? { after: new Error("died") } : undefined,
  );
  const { end } = await service.run(operation, ports);
  expect([end, (await recordOf(service, operation)).status]).toEqual(["Succeed", "paused"]);
  await resume(service, operation);
  expect((await ended(service, operation)).status).toBe("succeeded");
});

test("resumed before it has stopped, it does not stop; a stop that comes too late is none", async () => {
  const service = inMemory();
  const operation = await beginUpgrade(service);
  const first = await pause(service, operation);
  expect(await pause(service, operation)).toEqual(first);
  expect((await resume(service, operation)).pause).toBeUndefined();
  expect((await ended(service, operation)).status).toBe("succeeded");
  await expect(pause(service, operation)).rejects.toThrow(
    /is over: succeeded; it can be paused while it is pending or/,
  );
  await expect(resume(service, operation)).rejects.toThrow(/is over: succeeded; it can be resumed while it is paused/);
});

test("one that the service has begun, and that is paused beyond its window, goes on when somebody says so", async () => {
  for (const waits of [true, false]) {
    const service = inMemory();
    const operation = await beginUpgrade(service);
    const { upgrade: kept } = service.kept.operations.get(operation.id) ?? {};
    if (kept) kept.until = "2020-01-01T00:00:00.000Z";
    if (waits) {
      await pause(service, operation);
      await service.run(operation);
      await resume(service, operation);
    }
    const { status, error } = await ended(service, operation);
    expect({ waits, status, code: error?.code }).toEqual(
      waits ? { waits, status: "succeeded", code: undefined } : { waits, status: "rolled-back", code: "WrongState" },
    );
  }
});

test("one that goes back does not stop, and a step that fails after it was told to stop goes back to its end", async () => {
  const { visits } = await runUpgrade();
  const visit = visits.findIndex(({ stage }) => stage === "VerifyMember");
  const { service, operation, status } = await runUpgrade([{ visit, nth: 0, how: { before: new Error("no") } }], {
    before: (now, one, it) => void (now === visit && pause(one, it)),
  });
  expect([status, await versionsNow(service, operation.clusterId)]).toEqual(["rolled-back", was]);
});

test("only upgrades, rollbacks, rotations and rolls are paused; a paused one is neither retried nor in anybody's way but its cluster's", async () => {
  const service = inMemory();
  const creation = await service.create({ name: "one" });
  await expect(pause(service, creation)).rejects.toThrow(
    new WrongState(
      "a cluster.create cannot be paused; these can: cluster.upgrade, cluster.rollback, keys.rotate, node-group.roll",
    ),
  );
  const { service: held, operation } = await pausedAt(0);
  await expect(retryOperation(callFor(operation), held.write)).rejects.toThrow(
    /not over: paused; it can be retried once/,
  );
  await expect(upgrade(held, operation.clusterId)).rejects.toThrow(/is held by operation/);
  const input = { tenantId: caller.tenantId, clusterId: operation.clusterId, operationId: operation.id };
  await expect(
    held.ports.state.finishOperation(input, { status: "failed", clusterState: "failed", at: "" }),
  ).rejects.toBeInstanceOf(Superseded);
  const request = { status: "cancelled", clusterState: "running", cancelledBy: "eve", at: "" } as const;
  await resume(held, operation);
  await expect(held.ports.state.finishOperation({ ...input, run: 2 }, request)).rejects.toBeInstanceOf(Conflict);
});
