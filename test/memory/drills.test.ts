import { expect, test } from "@jest/globals";
import { backupsCondition } from "#contract/conditions.ts";
import type { Operation } from "#contract/operations.ts";
import { drillBackup } from "#core/backups/drill-backup.ts";
import { drillOnSchedule } from "#core/backups/drill-on-schedule.ts";
import { deleteBackup, viewBackup } from "#core/backups/read-backups.ts";
import { viewCluster } from "#core/clusters/read-clusters.ts";
import { NotFound, TemporaryFailure, WrongState } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { recordDrill } from "#core/stages/record-drill.ts";
import { callsOf, runBrokenAt, ways } from "./broken.ts";
import { backedUp, drill } from "./cluster-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory, type Service } from "./service.ts";

const call = callOf({});
const { tenantId } = caller;

const begin = async (service: Service): Promise<Operation> => drill(service, await backedUp(service));

/** All that a drill could leave, or change. */
const picture = async (service: Service, clusterId: string) => {
  const { world, ports } = service;
  const cluster = await ports.state.cluster(tenantId, clusterId);
  const isDrills = ({ id }: { id: string }): boolean => id.includes("drill");
  return {
    state: cluster.state,
    holds: cluster.activeOperation,
    machines: world.of("instances", clusterId).map(({ slot }) => slot),
    volumes: world.of("volumes", clusterId).length,
    interfaces: world.of("networkInterfaces", clusterId).length,
    tokens: world.of("parameters", clusterId).length,
    lent: [...world.of("secrets", clusterId), ...world.all("roles"), ...world.all("instanceProfiles")].filter(isDrills),
    open: [...ports.ledger.intervals.values()].filter(({ part, end }) => part === "drill" && !end),
    nodes: (await ports.state.nodes(tenantId, clusterId)).items.length,
    counted: (await ports.state.used(tenantId)).machines,
  };
};

const view = (service: Service, params: { clusterId: string; backupId: string }) =>
  viewBackup({ ...call, params }, service.ports);

const proven = async (service: Service, clusterId: string) =>
  (await service.ports.state.cluster(tenantId, clusterId)).conditions.find(({ type }) => type === backupsCondition);

test("a drill reads every object of the backup on a machine of its own, tells of it on backup and cluster, and leaves nothing", async () => {
  const service = inMemory();
  const ids = await backedUp(service);
  const before = await picture(service, ids.clusterId);
  const objects = service.ports.kubernetes.objects(ids.clusterId).length;
  const operation = await drill(service, ids);
  const { status, error } = await ended(service, operation);
  expect({ status, error }).toEqual({ status: "succeeded", error: undefined });
  expect(await picture(service, ids.clusterId)).toEqual(before);
  const told = await view(service, ids);
  expect(told.drill).toMatchObject({ operationId: operation.id, ok: true, hashVerified: true, objects });
  expect(told.drill?.steps?.map(({ name }) => name)).toEqual(expect.arrayContaining(["snapshot", "restore", "read"]));
  expect(await proven(service, ids.clusterId)).toMatchObject({ is: "true", message: ids.backupId });
  const { recovery } = await viewCluster({ ...call, params: ids }, service.ports);
  const { machineSeconds = 0, restoreSeconds = 0, membersSeconds = 0, switchSeconds = 0 } = recovery?.rtoParts ?? {};
  expect(recovery).toMatchObject({ provenBackupId: ids.backupId, drilledAt: expect.any(String) });
  expect(restoreSeconds).toBe(3);
  expect(recovery?.rtoSeconds).toBe(Math.ceil(machineSeconds + restoreSeconds + membersSeconds + switchSeconds));
  expect(recovery?.rpoSeconds).toBeGreaterThanOrEqual(0);
});

test("the drill's machine is billed to the cluster, as what it is, and to its last second", async () => {
  const service = inMemory();
  const ids = await backedUp(service);
  await ended(service, await drill(service, ids));
  const usage = await service.ports.ledger.usage(tenantId, {
    clusterId: ids.clusterId,
    since: "2026-01-01T00:00:00.000Z",
    until: "2030-01-01T00:00:00.000Z",
  });
  const drills = usage.filter(({ part }) => part === "drill");
  expect(drills.map(({ kind, priceKey }) => `${kind} ${priceKey}`).sort()).toEqual([
    "machine machine/t3.medium/on-demand",
    "volume volume/gp3",
  ]);
  expect(drills.every(({ end }) => end !== undefined)).toBe(true);
});

test("it may read the one snapshot, has what Secrets are encrypted with and no other key, and no node record", async () => {
  const service = inMemory();
  const ids = await backedUp(service);
  await service.run(await drill(service, ids), service.ports, (stage) => {
    if (stage !== "RecordDrill") return;
    const [machine] = service.world.of("instances", ids.clusterId).filter(({ role }) => role === "drill");
    expect(machine?.instanceProfile).toBe(`kubewright-${ids.clusterId}-drill`);
    const { secretId } = JSON.parse(machine?.userData ?? "{}") as { secretId: string };
    expect(Object.keys(service.world.get("secrets", secretId)?.value as object)).toEqual(["encryptionKey"]);
    expect(service.kept.nodes.has(machine?.id ?? "")).toBe(false);
  });
});

for (const [what, spoil, hashVerified, stage] of [
  ["is another one than was taken", "PlanDrill", false, "PlanDrill"],
  ["is spoilt after it was looked at", "LaunchDrill", false, "AwaitMachines"],
] as const)
  test(`a file that ${what} fails the drill, which backup and cluster tell of, and nothing is left`, async () => {
    const service = inMemory();
    const ids = await backedUp(service);
    const before = await picture(service, ids.clusterId);
    const operation = await drill(service, ids);
    await service.run(operation, service.ports, (name) => {
      if (name === spoil) for (const file of service.world.snapshots.values()) file.text = "[]";
    });
    const { status, error } = await service.ports.state.operation(tenantId, operation.id);
    expect({ status, stage: error?.stage }).toEqual({ status: "rolled-back", stage });
    expect(await picture(service, ids.clusterId)).toEqual(before);
    const told = await view(service, ids);
    expect(told.drill).toMatchObject({ ok: false, hashVerified, message: expect.stringContaining("has SHA-256") });
    expect(await proven(service, ids.clusterId)).toMatchObject({ is: "false", reason: "DrillFailed" });
    const { recovery } = await viewCluster({ ...call, params: ids }, service.ports);
    expect(recovery).toEqual({ drilledAt: expect.any(String) });
    const events = await service.ports.state.events(tenantId, { clusterId: ids.clusterId, limit: 5 });
    expect(events.items.some(({ message }) => message.startsWith("backup.drill rolled-back: "))).toBe(true);
  });

test("a drill that cannot be held says nothing against a backup that is proven", async () => {
  const service = inMemory();
  const ids = await backedUp(service);
  await ended(service, await drill(service, ids));
  service.world.machineQuota = 0;
  expect((await ended(service, await drill(service, ids))).error).toMatchObject({ code: "QuotaExceeded" });
  expect((await view(service, ids)).drill).toMatchObject({ ok: true });
  expect(await proven(service, ids.clusterId)).toMatchObject({ is: "unknown", reason: "DrillNotHeld" });
});

test("a drill that is cancelled ends its machine and says nothing", async () => {
  const service = inMemory();
  const ids = await backedUp(service);
  const before = await picture(service, ids.clusterId);
  const operation = await drill(service, ids);
  const params = { operationId: operation.id };
  await service.ports.state.noteStage(
    { tenantId, clusterId: ids.clusterId, operationId: operation.id },
    { stage: "PlanDrill", status: "running", at: service.ports.clock.now(), operationStatus: "running" },
  );
  await cancelOperation({ ...call, params }, { ...service.ports });
  await service.run(operation);
  expect((await service.ports.state.operation(tenantId, operation.id)).status).toBe("cancelled");
  expect(await picture(service, ids.clusterId)).toEqual(before);
  expect(await proven(service, ids.clusterId)).toBeUndefined();
});

test("a backup that is deleted while it is drilled stays deleted", async () => {
  const service = inMemory();
  const ids = await backedUp(service);
  const operation = await drill(service, ids);
  await service.run(operation, service.ports, (stage) => {
    if (stage === "RecordDrill") void deleteBackup({ ...call, params: ids }, service.ports);
  });
  await expect(view(service, ids)).rejects.toThrow(NotFound);
});

test("what a machine reports that is no drill is not believed", async () => {
  const service = inMemory();
  const ids = await backedUp(service);
  const operation = await drill(service, ids);
  const input = { tenantId, clusterId: ids.clusterId, operationId: operation.id, plan: {} as never };
  for (const report of [
    null,
    {},
    { kinds: { pods: "many" }, steps: [] },
    { kinds: { pods: 1 }, steps: [{ name: "a" }] },
  ])
    await expect(recordDrill({ ...input, report }, service.ports)).rejects.toThrow(WrongState);
  expect((await view(service, ids)).drill).toBeUndefined();
});

test("another tenant's backup, or another cluster's, is not found", async () => {
  const service = inMemory();
  const ids = await backedUp(service);
  const created = await service.create({ name: "other" });
  const other = { clusterId: created.clusterId, backupId: ids.backupId };
  const ports = { ...service.write, backups: service.ports.backups };
  const stranger = { ...caller, tenantId: "green" };
  await expect(drillBackup({ ...call, caller: stranger, params: ids }, ports)).rejects.toThrow(NotFound);
  expect((await service.run(created)).end).toBe("Succeed");
  await expect(drill(service, other)).rejects.toThrow(NotFound);
});

test("the service drills the newest backup once a week, a day after one that proved nothing, and never a cluster that is not well", async () => {
  const service = inMemory();
  const ids = await backedUp(service);
  const day = 24 * 3_600_000;
  let now = Date.parse(service.ports.clock.now());
  const clock = { now: () => new Date(now).toISOString() };
  const ports = { ...service.ports, workflows: service.workflows, clock };
  const due = () => drillOnSchedule({ tenantId, clusterId: ids.clusterId }, ports);
  const held = async (operation: Operation | undefined): Promise<void> => {
    if (!operation) throw new Error("no drill is due");
    await service.run(operation, { ...service.ports, clock });
  };
  expect(await due()).toBeUndefined();
  now += 7 * day;
  const first = await due();
  expect(first).toMatchObject({ kind: "backup.drill", backupId: ids.backupId, requestedBy: "system:kubewright" });
  expect(await due()).toBeUndefined();
  await held(first);
  now += 6 * day;
  expect(await due()).toBeUndefined();
  now += day;
  service.world.machineQuota = 0;
  await held(await due());
  now += day;
  service.world.machineQuota = 1000;
  await held(await due());
  expect(await proven(service, ids.clusterId)).toMatchObject({ is: "true" });
  now += 7 * day;
  const cluster = service.kept.clusters.get(ids.clusterId);
  if (cluster) cluster.state = "degraded";
  expect(await due()).toBeUndefined();
});

test("every stage may run twice", async () => {
  const service = inMemory();
  const ids = await backedUp(service);
  const before = await picture(service, ids.clusterId);
  const operation = await drill(service, ids);
  const stages = ["PlanDrill", "PrepareDrill", "LaunchDrill", "RecordDrill", "RemoveDrill"];
  const went = await service.run(operation, service.ports, () => {}, new Set(stages));
  expect({ end: went.end, picture: await picture(service, ids.clusterId) }).toEqual({
    end: "Succeed",
    picture: before,
  });
  expect((await view(service, ids)).drill?.ok).toBe(true);
});

for (const [way, how] of ways) {
  test(`a call of a drill that breaks once ${way} is repeated, and all is as it would have been`, async () => {
    const clean = await runBrokenAt(begin);
    for (const place of await callsOf(begin)) {
      const { service, operation, went } = await runBrokenAt(begin, {
        ...{ ...place, how: how(new TemporaryFailure("away")), always: false },
      });
      const { clusterId } = operation;
      expect({ ...place, end: went.end, picture: await picture(service, clusterId) }).toEqual({
        ...{ ...place, end: "Succeed", picture: await picture(clean.service, clean.operation.clusterId) },
      });
    }
  }, 120_000);

  test(`a stage of a drill that breaks for good ${way} is undone; what of it cannot go is said`, async () => {
    for (const place of await callsOf(begin)) {
      const outcome = await runBrokenAt(begin, { ...place, how: how(new Error("a secret")), always: true });
      const { service, operation, broken } = outcome;
      if (broken === "state.finishOperation" && way.startsWith("after")) continue;
      const record = await service.ports.state.operation(tenantId, operation.id);
      expect({ ...place, status: record.status, told: JSON.stringify(record).includes("a secret") }).toEqual({
        ...{ ...place, status: "rolled-back", told: false },
      });
      const { state, holds, machines, lent, tokens, open } = await picture(service, operation.clusterId);
      expect({
        ...place,
        state,
        holds,
        lent,
        tokens,
        open,
        drills: machines.filter((one) => /drill/.test(one)),
      }).toEqual({
        ...{ ...place, state: "running", holds: undefined, lent: [], tokens: 0, open: [], drills: [] },
      });
    }
  }, 120_000);
}
