import { expect, test } from "@jest/globals";
import { backUpOnSchedule } from "#core/backups/back-up-on-schedule.ts";
import { deleteBackup, listBackups, viewBackup } from "#core/backups/read-backups.ts";
import { NotFound, TemporaryFailure, WrongState } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { lose } from "#core/fakes/machines.ts";
import { canGoBack } from "#core/operations/failed-end.ts";
import { callsOf, runBrokenAt, ways } from "./broken.ts";
import { backUp, restore } from "./cluster-calls.ts";
import { memberPicture, membersOf } from "./member-changes.ts";
import { withCluster } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory, type Service } from "./service.ts";

const call = callOf({});
const small = { nodeGroups: [{ name: "default", size: 1 }] };

/** A cluster with an object that is in the backup, and one that came after it. */
const backedUp = async (service: Service) => {
  const { clusterId, nodes } = await withCluster(service, small, false);
  const keep = (name: string) =>
    nodes
      .api()
      .then((api) => api.apply({ apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: "default" } }));
  await keep("before");
  const operation = await backUp(service, clusterId);
  const { status, error } = await ended(service, operation);
  expect({ status, error }).toEqual({ status: "succeeded", error: undefined });
  await keep("after");
  const { backupId = "" } = operation;
  const names = () =>
    service.ports.kubernetes
      .objects(clusterId)
      .filter(({ kind, metadata }) => kind === "ConfigMap" && metadata.namespace === "default")
      .map(({ metadata }) => metadata.name);
  return { clusterId, nodes, backupId, names };
};

test("a backup that is due is taken by the service itself, once an hour, unless the cluster is busy", async () => {
  const service = inMemory();
  const { clusterId } = await withCluster(service, small, false);
  let now = Date.parse(service.ports.clock.now());
  const ports = { ...service.ports, workflows: service.workflows, clock: { now: () => new Date(now).toISOString() } };
  const due = () => backUpOnSchedule({ tenantId: caller.tenantId, clusterId }, ports);
  expect(await due()).toBeUndefined();
  now += 3_600_000;
  const operation = await due();
  expect(operation).toMatchObject({ kind: "backup.create", requestedBy: "system:kubewright" });
  expect(await due()).toBeUndefined();
  if (operation) expect((await ended(service, operation)).status).toBe("succeeded");
  const { items } = await service.ports.backups.backups(caller.tenantId, clusterId, { limit: 2 });
  expect(items.map(({ reason }) => reason)).toEqual(["schedule"]);
  expect(await due()).toBeUndefined();
});

const begin = async (service: Service) => {
  const { clusterId, backupId } = await backedUp(service);
  return restore(service, clusterId, backupId);
};

test("a backup is taken, listed, viewed and deleted; the cluster is what it was, and free", async () => {
  const service = inMemory();
  const { clusterId, backupId } = await backedUp(service);
  const params = { clusterId, backupId };
  const ports = { ...service.ports };
  const { items } = await listBackups({ ...call, params: { clusterId }, query: { pageSize: 50 } }, ports);
  expect(items).toEqual([await viewBackup({ ...call, params }, ports)]);
  expect(items[0]).toMatchObject({ id: backupId, reason: "caller", requestedBy: "ada", kubernetesVersion: "v1.37.2" });
  const cluster = await service.ports.state.cluster(caller.tenantId, clusterId);
  expect([cluster.state, cluster.activeOperation]).toEqual(["running", undefined]);
  const stranger = { ...caller, tenantId: "green" };
  await expect(viewBackup({ ...call, caller: stranger, params }, ports)).rejects.toThrow(NotFound);
  await deleteBackup({ ...call, params }, ports);
  expect(service.world.snapshots.size).toBe(0);
  await expect(viewBackup({ ...call, params }, ports)).rejects.toThrow(NotFound);
});

for (const lost of [0, 1, 2, 3])
  test(`a cluster that has lost ${lost} of its 3 members is restored: new members, the backup's objects, nothing left over`, async () => {
    const service = inMemory();
    const { clusterId, backupId, names } = await backedUp(service);
    const old = membersOf(service, clusterId).map(({ id }) => id);
    for (const id of old.slice(0, lost)) lose(service.world, id, service.ports.clock.now());
    const { status, error } = await ended(service, await restore(service, clusterId, backupId));
    expect({ status, error }).toEqual({ status: "succeeded", error: undefined });
    expect(names()).toEqual(["before"]);
    const slots = ["control-plane-3", "control-plane-4", "control-plane-5"];
    const picture = await memberPicture(service, clusterId);
    expect(picture.machines.map(({ slot }) => slot)).toEqual(slots);
    expect(picture).toMatchObject({
      cluster: "running",
      targets: slots,
      records: Array(3).fill("ready true"),
      tokens: 0,
    });
    expect(picture.members).toEqual(slots.map((slot) => `${slot} ${slot}`));
    expect(picture.interfaces.filter((one) => one.startsWith("reservation"))).toEqual(
      Array(3).fill("reservation true"),
    );
    expect(picture.counted).toBe(4);
  });

test("what was restored can be backed up and restored again, and deleted whole", async () => {
  const service = inMemory();
  const { clusterId, backupId, names } = await backedUp(service);
  for (const _ of [1, 2])
    expect((await ended(service, await restore(service, clusterId, backupId))).error).toBeUndefined();
  expect(names()).toEqual(["before"]);
  expect((await ended(service, await backUp(service, clusterId))).error).toBeUndefined();
  expect((await service.run(await service.remove(clusterId))).end).toBe("Succeed");
  expect((await service.ports.sweep.leftovers(clusterId)).left).toEqual([]);
  expect(service.world.snapshots.size).toBe(0);
});

test("a backup that is being restored cannot be deleted, another one can", async () => {
  const service = inMemory();
  const { clusterId, backupId } = await backedUp(service);
  const second = await backUp(service, clusterId);
  await ended(service, second);
  const { backupId: other = "" } = second;
  const operation = await restore(service, clusterId, backupId);
  const remove = (id: string) => deleteBackup({ ...call, params: { clusterId, backupId: id } }, service.ports);
  const refused = await remove(backupId).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(WrongState);
  expect((refused as WrongState).operationId).toBe(operation.id);
  expect((await remove(other)).id).toBe(other);
  expect((await ended(service, operation)).status).toBe("succeeded");
  expect((await remove(backupId)).id).toBe(backupId);
});

test("a file that is not what was taken is refused, and the cluster goes on as it was", async () => {
  const service = inMemory();
  const { clusterId, backupId, names } = await backedUp(service);
  for (const file of service.world.snapshots.values()) file.text = `${file.text} `;
  const { status, error } = await ended(service, await restore(service, clusterId, backupId));
  expect({ status, code: error?.code }).toEqual({ status: "rolled-back", code: "WrongState" });
  expect(error?.message).toMatch(
    /^the file of backup bkp_\w+ has SHA-256 [0-9a-f]{64}, not [0-9a-f]{64}; restore another backup$/,
  );
  expect(names()).toEqual(["before", "after"]);
});

test("a file that is spoilt after it was looked at fails the boot, and nobody has noticed anything", async () => {
  const service = inMemory();
  const { clusterId, backupId, names } = await backedUp(service);
  const operation = await restore(service, clusterId, backupId);
  const went = await service.run(operation, service.ports, (stage) => {
    if (stage === "LaunchRestored") for (const file of service.world.snapshots.values()) file.text = "[]";
  });
  expect(went.states).not.toContain("SwitchControlPlane");
  const { status, error } = await service.ports.state.operation(caller.tenantId, operation.id);
  expect({ status, stage: error?.stage, code: error?.code }).toEqual({
    ...{ status: "rolled-back", stage: "AwaitMachines", code: "BootFailed" },
  });
  expect(error?.message).toContain("has SHA-256");
  expect(names()).toEqual(["before", "after"]);
});

test("a backup of another minor version, of another cluster, or of another tenant is not restored", async () => {
  const service = inMemory();
  const { clusterId, backupId } = await backedUp(service);
  const record = await service.ports.backups.backup(caller.tenantId, clusterId, backupId);
  await service.ports.backups.keep({ ...record, backupId: "bkp_older", kubernetesVersion: "v1.36.3" });
  const refused = restore(service, clusterId, "bkp_older");
  await expect(refused).rejects.toThrow(WrongState);
  await expect(refused).rejects.toThrow("restore a backup of v1.37");
  await service.ports.backups.keep({ ...record, backupId: "bkp_theirs", tenantId: "green" });
  await expect(restore(service, clusterId, "bkp_theirs")).rejects.toThrow(NotFound);
});

for (const [way, how] of ways) {
  test(`a call of a restore that breaks once ${way} is repeated, and all is as it would have been`, async () => {
    const outcomeOf = async ({ service, operation, went }: Awaited<ReturnType<typeof runBrokenAt>>) => ({
      ...{ end: went.end, picture: await memberPicture(service, operation.clusterId) },
    });
    const clean = await outcomeOf(await runBrokenAt(begin));
    for (const place of await callsOf(begin)) {
      const outcome = await runBrokenAt(begin, { ...place, how: how(new TemporaryFailure("away")), always: false });
      expect({ ...place, ...(await outcomeOf(outcome)) }).toEqual({ ...place, ...clean });
    }
  }, 120_000);

  test(`a stage of a restore that breaks for good ${way} is undone while that is possible`, async () => {
    for (const place of await callsOf(begin)) {
      const outcome = await runBrokenAt(begin, { ...place, how: how(new Error("a secret")), always: true });
      const { service, operation, broken } = outcome;
      if (broken === "state.finishOperation" && way.startsWith("after")) continue;
      const record = await service.ports.state.operation(caller.tenantId, operation.id);
      const back = canGoBack(record, place.stage);
      expect({ ...place, status: record.status, told: JSON.stringify(record).includes("a secret") }).toEqual({
        ...{ ...place, status: back ? "rolled-back" : "failed", told: false },
      });
      const slots = membersOf(service, operation.clusterId).map(({ slot }) => slot);
      const old = ["control-plane-0", "control-plane-1", "control-plane-2"];
      if (back) expect({ ...place, slots }).toEqual({ ...place, slots: old });
      // Whatever serves, one etcd serves it: the fake throws where two are behind the load balancer.
      await memberPicture(service, operation.clusterId);
    }
  }, 120_000);
}
