import { expect, test } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import { createBackup } from "#core/backups/create-backup.ts";
import { deleteBackup } from "#core/backups/read-backups.ts";
import { restoreCluster } from "#core/backups/restore-cluster.ts";
import { meterCluster } from "#core/billing/meter-cluster.ts";
import { clusterCredentials } from "#core/clusters/cluster-credentials.ts";
import { revokeCredentials } from "#core/clusters/revoke-credentials.ts";
import { NotYet, PreconditionFailed, TemporaryFailure, WrongState } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { lose } from "#core/fakes/machines.ts";
import { watchCluster } from "#core/healing/watch-cluster.ts";
import type { Switch } from "#core/hibernation/due.ts";
import { planSwitch } from "#core/hibernation/plan-switch.ts";
import { switchCluster } from "#core/hibernation/switch-cluster.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { canGoBack } from "#core/operations/failed-end.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import type { KubernetesObject } from "#core/ports/cloud.ts";
import { everyCallOf, runBrokenAt, ways } from "./broken.ts";
import { memberPicture, watchOf } from "./member-changes.ts";
import { withCluster } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory, type Service } from "./service.ts";

const body = { nodeGroups: [{ name: "default", size: 2 }] };
const admission = "admissionregistration.k8s.io/v1";

const ask = (service: Service, clusterId: string, kind: Switch) =>
  switchCluster(kind)(callOf({ params: { clusterId } }), service.write);

const switched = async (service: Service, clusterId: string, kind: Switch) => {
  const operation = await ask(service, clusterId, kind);
  const { status, error } = await ended(service, operation);
  expect({ kind, status, error }).toEqual({ kind, status: "succeeded", error: undefined });
  return operation;
};

const webhook: KubernetesObject = {
  apiVersion: admission,
  kind: "ValidatingWebhookConfiguration",
  metadata: { name: "broken" },
  webhooks: [
    {
      name: "everything.example.com",
      failurePolicy: "Fail",
      clientConfig: { service: { namespace: "default", name: "nobody" } },
      matchConditions: [{ name: "theirs", expression: "true" }],
    },
    { name: "outside.example.com", failurePolicy: "Ignore", clientConfig: { url: "https://outside.example.com" } },
  ],
};

/** A cluster with what stands in the way of many an operation. */
const lively = async (service: Service) => {
  const { clusterId, nodes } = await withCluster(service, body);
  const api = await nodes.api();
  await nodes.budget("web", "web", 0);
  await api.apply(webhook);
  await api.apply({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "kept", namespace: "default" } });
  return { clusterId, nodes };
};

/** All that people have made in the cluster: neither pods, which others take the place of, nor the token of machines that join. */
const objectsOf = (service: Service, clusterId: string) =>
  service.ports.kubernetes
    .objects(clusterId)
    .filter(({ kind, metadata }) => kind !== "Pod" && !metadata.name.startsWith("bootstrap-token-"))
    .map((object) => JSON.stringify(object))
    .sort();

const recordOf = (service: Service, clusterId: string) => service.ports.state.cluster(caller.tenantId, clusterId);

const billed = async ({ ports }: Service, clusterId: string) => {
  const usage = await ports.ledger.usage(caller.tenantId, {
    ...{ since: "2000-01-01T00:00:00.000Z", until: "2100-01-01T00:00:00.000Z", clusterId },
  });
  return usage
    .filter(({ end }) => end === undefined)
    .map(({ kind }) => kind)
    .sort();
};

test("a hibernated cluster has no machine, no disk and no way out; its name, keys, snapshot and settings stay", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  const before = await recordOf(service, clusterId);
  const groups = await service.ports.state.nodeGroups(caller.tenantId, clusterId);
  const { backupId } = await switched(service, clusterId, "cluster.hibernate");
  const { world, ports } = service;
  for (const kind of ["instances", "volumes", "natGateways", "addresses", "placementGroups", "parameters"] as const)
    expect({ kind, left: world.of(kind, clusterId).length }).toEqual({ kind, left: 0 });
  const after = await recordOf(service, clusterId);
  expect(after).toMatchObject({ state: "hibernated", endpoint: before.endpoint, spec: before.spec });
  expect(after.machines).toBe(before.machines);
  expect(after.conditions).toMatchObject([{ type: "Hibernated", is: "true" }]);
  expect((await ports.state.nodes(caller.tenantId, clusterId)).items).toEqual([]);
  const asleep = await ports.state.nodeGroups(caller.tenantId, clusterId);
  expect(asleep.map(({ spec, state }) => ({ spec, state }))).toEqual(
    groups.map(({ spec }) => ({ spec, state: "hibernated" })),
  );
  expect(new Set(await billed(service, clusterId))).toEqual(new Set(["address", "load-balancer"]));
  expect(await ports.snapshots.find(clusterId, backupId ?? "")).toBeDefined();
});

test("woken it is what it was: every object, webhooks too, whatever stood in the way; and again", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  const before = objectsOf(service, clusterId);
  for (const _ of [1, 2]) {
    await switched(service, clusterId, "cluster.hibernate");
    await switched(service, clusterId, "cluster.wake");
    expect(objectsOf(service, clusterId)).toEqual(before);
    const picture = await memberPicture(service, clusterId);
    expect(picture).toMatchObject({ cluster: "running", records: Array(3).fill("ready true"), tokens: 0, counted: 5 });
    expect(picture.targets).toEqual(picture.machines.map(({ slot }) => slot).sort());
    expect(picture.nodes).toEqual(Array(5).fill(true));
    expect(picture.routes).toEqual(Array(5).fill(true));
    const groups = await service.ports.state.nodeGroups(caller.tenantId, clusterId);
    expect(groups.map(({ state }) => state)).toEqual(["running"]);
  }
  expect((await service.run(await service.remove(clusterId))).end).toBe("Succeed");
  expect((await service.ports.sweep.leftovers(clusterId)).left).toEqual([]);
});

test("the bill of what went ends, and begins anew with what came", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  const meter = () => meterCluster({ tenantId: caller.tenantId, clusterId }, service.ports);
  await meter();
  const running = await billed(service, clusterId);
  await switched(service, clusterId, "cluster.hibernate");
  await switched(service, clusterId, "cluster.wake");
  await meter();
  expect(await billed(service, clusterId)).toEqual(running);
});

test("the token of machines that join is not in the snapshot: nobody comes before the nodes of before have gone", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  await switched(service, clusterId, "cluster.hibernate");
  const text = [...service.world.snapshots.values()].map((file) => file.text).join();
  expect(text).toContain("kubewright-hibernation");
  expect(text).not.toContain("bootstrap-token-");
});

test("a hibernated cluster is deleted whole", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  await switched(service, clusterId, "cluster.hibernate");
  expect((await service.run(await service.remove(clusterId))).end).toBe("Succeed");
  expect((await service.ports.sweep.leftovers(clusterId)).left).toEqual([]);
  expect(service.world.snapshots.size).toBe(0);
  expect(await billed(service, clusterId)).toEqual([]);
});

test("what a cluster wakes from is not deleted while it sleeps, and may be once it is awake", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  const { backupId = "" } = await switched(service, clusterId, "cluster.hibernate");
  const remove = () => deleteBackup(callOf({ params: { clusterId, backupId } }), service.ports);
  await expect(remove()).rejects.toThrow(
    new WrongState(`cluster ${clusterId} is hibernated and wakes from backup ${backupId}`),
  );
  await switched(service, clusterId, "cluster.wake");
  expect((await remove()).id).toBe(backupId);
});

test("nor while it is being kept", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  const operation = await ask(service, clusterId, "cluster.hibernate");
  const { backupId = "" } = operation;
  const refusals: unknown[] = [];
  await service.run(operation, service.ports, (stage) => {
    if (stage === "ProveSnapshot")
      void deleteBackup(callOf({ params: { clusterId, backupId } }), service.ports).catch((why: unknown) =>
        refusals.push(why),
      );
  });
  expect(refusals).toEqual([expect.any(WrongState)]);
  expect((await recordOf(service, clusterId)).state).toBe("hibernated");
});

test("nothing else is done to a hibernated cluster, and it says why; the service leaves it alone", async () => {
  const service = inMemory();
  const { clusterId, nodes } = await lively(service);
  await expect(ask(service, clusterId, "cluster.wake")).rejects.toThrow(
    "is running; this is possible while it is hibernated",
  );
  await switched(service, clusterId, "cluster.hibernate");
  const params = { clusterId };
  const group = await nodes.group();
  for (const refused of [
    () => ask(service, clusterId, "cluster.hibernate"),
    () => createBackup(callOf({ params }), service.write),
    () => nodes.updateGroup(group.nodeGroupId, { size: 3 }),
    () => revokeCredentials(callOf({ params, body: { roles: ["viewer" as const] } }), service.write),
    () => clusterCredentials(callOf({ params }), service.ports),
  ])
    await expect(refused()).rejects.toThrow(/hibernated/);
  expect(await watchCluster(await recordOf(service, clusterId), watchOf(service))).toEqual({ outcome: "busy" });
});

test("what a hibernation has kept can be restored later: the cluster is open then, too", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  const before = objectsOf(service, clusterId);
  const { backupId = "" } = await switched(service, clusterId, "cluster.hibernate");
  await switched(service, clusterId, "cluster.wake");
  const ports = { ...service.write, backups: service.ports.backups };
  const restored = await restoreCluster(callOf({ params: { clusterId }, body: { backupId } }), ports);
  expect((await ended(service, restored)).status).toBe("succeeded");
  expect(objectsOf(service, clusterId)).toEqual(before);
});

test("rights that were revoked after the snapshot stay revoked", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  await switched(service, clusterId, "cluster.hibernate");
  const kept = service.kept.clusters.get(clusterId);
  if (kept) kept.access = { viewer: 1, operator: 7, admin: 1 };
  await switched(service, clusterId, "cluster.wake");
  const [binding] = objectsOf(service, clusterId).filter((text) => text.includes('kubewright:operators"'));
  expect(binding).toContain("kubewright:operators:7");
});

test("the revision that a caller names must be the cluster's", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  const { rev } = await recordOf(service, clusterId);
  const call = callOf({ params: { clusterId }, ifMatch: rev - 1 });
  await expect(switchCluster("cluster.hibernate")(call, service.write)).rejects.toBeInstanceOf(PreconditionFailed);
  await expect(planSwitch("cluster.hibernate")(call, service.write)).rejects.toBeInstanceOf(PreconditionFailed);
});

test("the plan says what goes and what it saves, and changes nothing", async () => {
  const service = inMemory();
  const { clusterId } = await lively(service);
  const before = await recordOf(service, clusterId);
  const plan = await planSwitch("cluster.hibernate")(callOf({ params: { clusterId } }), service.write);
  expect(await recordOf(service, clusterId)).toEqual(before);
  expect(plan.changes).toContainEqual({ kind: "nat-gateway", count: 1 });
  expect(plan.changes.filter(({ kind }) => kind === "instance").reduce((sum, { count }) => sum + count, 0)).toBe(5);
  expect(plan.stays.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(["vpc", "load-balancer", "secret", "snapshot"]),
  );
  const { running, hibernated } = plan.price;
  expect(hibernated.perHourMicros).toBe(37_500);
  expect(hibernated.perHourMicros / running.perHourMicros).toBeLessThan(0.1);
});

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
      for (const place of await everyCallOf(begin)) {
        const outcome = await runBrokenAt(begin, { ...place, how: how(new TemporaryFailure("away")), always: false });
        expect({ ...place, ...(await outcomeOf(outcome)) }).toEqual({ ...place, ...clean });
      }
    }, 240_000);

    test(`a stage of ${kind} that breaks for good ${way} is undone while that is possible, and else goes on`, async () => {
      for (const place of await everyCallOf(begin)) {
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
