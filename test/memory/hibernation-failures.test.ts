import { expect, test } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import { deleteBackup } from "#core/backups/read-backups.ts";
import { NotYet, TemporaryFailure, WrongState } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { lose } from "#core/fakes/machines.ts";
import type { Switch } from "#core/hibernation/due.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { canGoBack } from "#core/operations/failed-end.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import type { KubernetesObject } from "#core/ports/cloud.ts";
import { callsOf, runBrokenAt, ways } from "./broken.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory, type Service } from "./service.ts";
import { ask, lively, objectsOf, recordOf, switched } from "./sleepers.ts";

test("a cluster without a quorum is not put to sleep: it is left as it was, and open", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  const before = objectsOf(service, clusterId);
  const operation = await ask(service, clusterId, "cluster.hibernate");
  const { ports } = service;
  const broken = {
    ...ports,
    etcdSnapshots: { save: () => Promise.reject(new TemporaryFailure("etcd has no majority")) },
  };
  await service.run(operation, broken);
  const { status, error } = await ports.state.operation(caller.tenantId, operation.id);
  expect({ status, stage: error?.stage }).toEqual({ status: "rolled-back", stage: "SaveSnapshot" });
  expect(objectsOf(service, clusterId)).toEqual(before);
  expect((await recordOf(service, clusterId)).state).toBe("running");
});

test("a snapshot that reads otherwise than it was sent ends nothing", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  const operation = await ask(service, clusterId, "cluster.hibernate");
  await service.run(operation, service.ports, (stage) => {
    if (stage === "ProveSnapshot") for (const file of service.world.snapshots.values()) file.text += " ";
  });
  const { status, error } = await service.ports.state.operation(caller.tenantId, operation.id);
  expect({ status, code: error?.code }).toEqual({ status: "rolled-back", code: "WrongState" });
  expect(service.world.of("instances", clusterId)).toHaveLength(5);
  expect((await recordOf(service, clusterId)).state).toBe("running");
});

test("pods are told to end, whatever their budget says, and one that does not end is waited for, for a while", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await lively(service);
  const [machine] = nodes.machines();
  await nodes.pod("stubborn", machine?.nodeName ?? "", { labels: { app: "web" } });
  const operation = await ask(service, clusterId, "cluster.hibernate");
  const told: string[] = [];
  const { ports } = service;
  const kubernetes: typeof ports.kubernetes = {
    ...ports.kubernetes,
    async connect(cluster) {
      const api = await ports.kubernetes.connect(cluster);
      return {
        ...api,
        async podsToMove(name) {
          return name === machine?.nodeName && told.length < 3
            ? [{ namespace: "default", name: "stubborn", ending: told.length > 0 }]
            : [];
        },
        async remove(reference, how) {
          if (reference.name === "stubborn") told.push("ends");
          await api.remove(reference, how);
        },
      };
    },
  };
  let now = Date.parse(ports.clock.now());
  const clock = {
    now() {
      now += 60_000;
      return new Date(now).toISOString();
    },
  };
  await service.run(operation, { ...ports, kubernetes, clock });
  expect(told).toEqual(["ends"]);
  expect((await ports.state.operation(caller.tenantId, operation.id)).status).toBe("succeeded");
});

/** How a hibernation fails once machines end, whatever is tried. */
const failedHalfWay = async (service: Service, clusterId: string): Promise<Operation> => {
  const operation = await ask(service, clusterId, "cluster.hibernate");
  const { ports } = service;
  const machines: typeof ports.machines = {
    ...ports.machines,
    terminate: (id, role) =>
      role === "control-plane" ? Promise.reject(new Error("broken")) : ports.machines.terminate(id, role),
  };
  await service.run(operation, { ...ports, machines });
  return operation;
};

test("one that fails once machines end goes on by a retry, from the same snapshot, and never back", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  const objects = objectsOf(service, clusterId);
  const { id: operationId, backupId } = await failedHalfWay(service, clusterId);
  const first = await service.ports.state.operation(caller.tenantId, operationId);
  expect(first).toMatchObject({ status: "failed", error: { stage: "EndMachines" } });
  expect(first.error?.message).toMatch(/its snapshot is kept; retry the operation to go on$/);
  expect((await recordOf(service, clusterId)).state).toBe("failed");
  await expect(
    deleteBackup(callOf({ params: { clusterId, backupId: backupId ?? "" } }), service.ports),
  ).rejects.toBeInstanceOf(WrongState);

  const retried = await retryOperation(callOf({ params: { operationId } }), service.write);
  expect(retried).toMatchObject({ kind: "cluster.hibernate", backupId });
  await service.ports.state.noteStage(
    { tenantId: caller.tenantId, clusterId, operationId: retried.id },
    { stage: "PlanHibernation", status: "running", operationStatus: "running", at: service.ports.clock.now() },
  );
  await expect(cancelOperation(callOf({ params: { operationId: retried.id } }), service.ports)).rejects.toThrow(
    "cannot go back",
  );
  const { went, status } = await ended(service, retried);
  expect(status).toBe("succeeded");
  expect(went.states).not.toContain("SaveSnapshot");
  await switched(service, clusterId, "cluster.wake");
  expect(objectsOf(service, clusterId)).toEqual(objects);
});

test("a cluster that went to sleep half way can be deleted", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  await failedHalfWay(service, clusterId);
  expect((await service.run(await service.remove(clusterId))).end).toBe("Succeed");
  expect((await service.ports.sweep.leftovers(clusterId)).left).toEqual([]);
});

test("a wake whose machine does not boot sleeps on, with nothing left, and is asked for again", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  const before = objectsOf(service, clusterId);
  await switched(service, clusterId, "cluster.hibernate");
  const operation = await ask(service, clusterId, "cluster.wake");
  await service.run(operation, service.ports, (stage) => {
    if (stage !== "LaunchWorkers") return;
    const [member] = service.world.of("instances", clusterId);
    if (member) lose(service.world, member.id, service.ports.clock.now());
    service.world.ghosts.length = 0;
  });
  const { status } = await service.ports.state.operation(caller.tenantId, operation.id);
  expect(status).toBe("rolled-back");
  expect(service.world.of("instances", clusterId)).toEqual([]);
  expect((await recordOf(service, clusterId)).state).toBe("hibernated");
  await switched(service, clusterId, "cluster.wake");
  expect(objectsOf(service, clusterId)).toEqual(before);
});

test("a webhook that had somebody to answer for it is waited for, and put back when it is answered for again", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await lively(service);
  const slice = (ready: boolean): KubernetesObject => ({
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: "nobody-1", namespace: "default", labels: { "kubernetes.io/service-name": "nobody" } },
    endpoints: [{ conditions: { ready } }],
  });
  await (await nodes.api()).apply(slice(true));
  await switched(service, clusterId, "cluster.hibernate");
  const operation = await ask(service, clusterId, "cluster.wake");
  let looks = 0;
  const opened: string[] = [];
  const set = async (ready: boolean) => (await nodes.api()).apply(slice(ready));
  const { ports } = service;
  const waiting: typeof ports = {
    ...ports,
    state: {
      ...ports.state,
      async noteStage(input, note) {
        if (note.stage === "OpenCluster" && note.status === "running") {
          if (note.message) opened.push(note.message);
          else await set(++looks > 1);
        }
        return ports.state.noteStage(input, note);
      },
    },
  };
  await service.run(operation, waiting);
  expect(opened).toEqual([new NotYet("nobody answers yet for webhook everything.example.com").message]);
  expect((await ports.state.operation(caller.tenantId, operation.id)).status).toBe("succeeded");
  expect(objectsOf(service, clusterId).join()).not.toContain("kubewright-hibernation");
});

const begins: [Switch, (service: Service) => Promise<Operation>][] = [
  ["cluster.hibernate", async (service) => ask(service, (await lively(service)).clusterId, "cluster.hibernate")],
  [
    "cluster.wake",
    async (service) => {
      const { clusterId } = await lively(service);
      await switched(service, clusterId, "cluster.hibernate");
      return ask(service, clusterId, "cluster.wake");
    },
  ],
];

/** Ids and addresses differ from run to run. */
const pictureOf = async (service: Service, clusterId: string) => {
  const { state, machines, wakes } = await recordOf(service, clusterId).then((record) => ({
    ...{ state: record.state, machines: record.machines, wakes: record.hibernatedFrom !== undefined },
  }));
  const { items } = await service.ports.state.nodes(caller.tenantId, clusterId);
  const { world } = service;
  return {
    ...{ state, machines, wakes, nodes: items.map((node) => `${node.role} ${node.state}`).sort() },
    things: (["instances", "volumes", "natGateways", "addresses", "networkInterfaces", "parameters"] as const).map(
      (kind) => `${kind} ${world.of(kind, clusterId).length}`,
    ),
    snapshots: world.snapshots.size,
    objects: state === "running" ? objectsOf(service, clusterId) : [],
  };
};

for (const [kind, begin] of begins)
  for (const [way, how] of ways) {
    test(`a call of ${kind} that breaks once ${way} is repeated, and all is as it would have been`, async () => {
      const outcomeOf = async ({ service, operation, went }: Awaited<ReturnType<typeof runBrokenAt>>) => ({
        ...{ end: went.end, picture: await pictureOf(service, operation.clusterId) },
      });
      const clean = await outcomeOf(await runBrokenAt(begin));
      for (const place of await callsOf(begin)) {
        const outcome = await runBrokenAt(begin, { ...place, how: how(new TemporaryFailure("away")), always: false });
        expect({ ...place, ...(await outcomeOf(outcome)) }).toEqual({ ...place, ...clean });
      }
    }, 240_000);

    test(`a stage of ${kind} that breaks for good ${way} is undone while that is possible, and else goes on`, async () => {
      for (const place of await callsOf(begin)) {
        const outcome = await runBrokenAt(begin, { ...place, how: how(new Error("a secret")), always: true });
        const { service, operation, broken } = outcome;
        const { clusterId } = operation;
        if (broken === "state.finishOperation" && way.startsWith("after")) continue;
        const record = await service.ports.state.operation(caller.tenantId, operation.id);
        const back = canGoBack(record, place.stage);
        expect({ ...place, status: record.status, told: JSON.stringify(record).includes("a secret") }).toEqual({
          ...{ ...place, status: back ? "rolled-back" : "failed", told: false },
        });
        const { state } = await recordOf(service, clusterId);
        const halfWay = kind === "cluster.wake" ? "running" : "failed";
        const asBefore = kind === "cluster.wake" ? "hibernated" : "running";
        expect({ ...place, state }).toEqual({ ...place, state: back ? asBefore : halfWay });
        if (state === "hibernated") {
          expect({ ...place, left: service.world.of("instances", clusterId) }).toEqual({ ...place, left: [] });
          await switched(service, clusterId, "cluster.wake");
        }
        if (state === "failed") {
          const retried = await retryOperation(callOf({ params: { operationId: operation.id } }), service.write);
          expect({ ...place, status: (await ended(service, retried)).status }).toEqual({
            ...place,
            status: "succeeded",
          });
          await switched(service, clusterId, "cluster.wake");
        }
        // Whatever it went through: every object is there, and nothing of ours.
        expect({ ...place, text: objectsOf(service, clusterId).join() }).toEqual({
          ...{ ...place, text: expect.not.stringContaining("kubewright-hibernation") },
        });
        expect(objectsOf(service, clusterId).join()).toContain('"kept"');
      }
    }, 240_000);
  }
