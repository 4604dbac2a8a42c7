import { expect, test } from "@jest/globals";
import { createBackup } from "#core/backups/create-backup.ts";
import { deleteBackup } from "#core/backups/read-backups.ts";
import { restoreCluster } from "#core/backups/restore-cluster.ts";
import { meterCluster } from "#core/billing/meter-cluster.ts";
import { clusterCredentials } from "#core/clusters/cluster-credentials.ts";
import { revokeCredentials } from "#core/clusters/revoke-credentials.ts";
import { PreconditionFailed, WrongState } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { watchCluster } from "#core/healing/watch-cluster.ts";
import { planSwitch } from "#core/hibernation/plan-switch.ts";
import { switchCluster } from "#core/hibernation/switch-cluster.ts";
import { memberPicture, watchOf } from "./member-changes.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory } from "./service.ts";
import { ask, billed, lively, objectsOf, recordOf, switched } from "./sleepers.ts";

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
  // The balancer with its addresses, and 209 snapshots of the assumed size.
  expect(hibernated.perHourMicros).toBe(37_500 + 129);
  expect(hibernated.perHourMicros / running.perHourMicros).toBeLessThan(0.1);
});
