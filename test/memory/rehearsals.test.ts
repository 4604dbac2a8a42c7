import { describe, expect, test } from "@jest/globals";
import type { Operation } from "#contract/operations.ts";
import { deleteBackup } from "#core/backups/read-backups.ts";
import { NotFound, QuotaExceeded, TemporaryFailure, WrongState } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { operationView } from "#core/operations/operation-view.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import { recordRehearsal } from "#core/stages/record-rehearsal.ts";
import { planUpgrade } from "#core/upgrade/plan-upgrade.ts";
import { callsOf, runBrokenAt, ways } from "./broken.ts";
import { nodesOf, withCluster } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory, type Service } from "./service.ts";
import { next, old, upgrade, versionsNow, whole } from "./upgrades.ts";

const { tenantId } = caller;
const was = { ...whole(old), joins: old, proxy: old, dns: "v1.14.2" };

/** Before anything of the cluster changes. */
const stages = [
  ...["SaveSnapshot", "RecordBackup", "PlanRehearsal", "PrepareDrill", "LaunchDrill"],
  ...["AwaitRehearsal", "RecordRehearsal", "RemoveDrill"],
];

const cluster = (service: Service) =>
  withCluster(service, { version: old, nodeGroups: [{ name: "default", size: 2 }] });

const begin = async (service: Service): Promise<Operation> => upgrade(service, (await cluster(service)).clusterId);

const backupsOf = async ({ ports, world }: Service, clusterId: string) => ({
  records: (await ports.backups.backups(tenantId, clusterId, { limit: 9 })).items.map(({ reason }) => reason),
  files: world.snapshots.size,
});

const record = (service: Service, { id }: Operation) => service.ports.state.operation(tenantId, id);

const thing = { apiVersion: "gone.example.com/v1", kind: "Relic", metadata: { name: "one", namespace: "default" } };
const webhook = {
  ...{ apiVersion: "admissionregistration.k8s.io/v1", kind: "ValidatingWebhookConfiguration" },
  metadata: { name: "gate" },
  webhooks: [{ name: "gate.example.com", clientConfig: { service: { namespace: "default", name: "gate" } } }],
};
const converted = {
  ...{ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" },
  metadata: { name: "things.example.com" },
  spec: {
    versions: [
      { name: "v1", served: true },
      { name: "v2", served: true },
    ],
    conversion: {
      strategy: "Webhook",
      webhook: { clientConfig: { service: { namespace: "default", name: "converter" } } },
    },
  },
};

/** A cluster with three things that break; the webhook is one that readiness finds, too. */
const broken = async (service: Service): Promise<string> => {
  const { clusterId } = await cluster(service);
  const api = await nodesOf(service, clusterId).api();
  for (const object of [thing, webhook, converted]) await api.apply(object);
  service.world.unserved.add("gone.example.com/v1");
  return clusterId;
};

test("an upgrade is backed up and rehearsed before anything changes; its machine is billed, and gone before the first step", async () => {
  const service = inMemory();
  const operation = await begin(service);
  const { clusterId } = operation;
  const objects = service.ports.kubernetes.objects(clusterId).length;
  await service.run(operation, service.ports, (stage) => {
    if (stage !== "PlanStep") return;
    expect(service.world.of("instances", clusterId).filter(({ role }) => role === "drill")).toEqual([]);
    expect(service.world.snapshots.size).toBe(1);
  });
  const told = operationView(await record(service, operation));
  expect(told).toMatchObject({ status: "succeeded", backupId: operation.id.replace("op_", "bkp_") });
  expect(told.upgrade?.rehearsal).toMatchObject({
    ...{ verdict: "passed", version: next, objects, found: 0, findings: [], backupId: told.backupId },
    estimate: { members: 3, nodes: 2 },
  });
  expect(told.stages.filter(({ name }) => stages.includes(name)).map(({ status }) => status)).toEqual(
    stages.map(() => "succeeded"),
  );
  expect(await backupsOf(service, clusterId)).toEqual({ records: ["upgrade"], files: 1 });
  const images = [...service.world.graves].flatMap(({ thing: one, kind }) =>
    kind === "instances" && one.role === "drill" ? [one.imageId] : [],
  );
  expect(images).toEqual([`ami-${next}-x86_64`]);
  const billed = [...service.ports.ledger.intervals.values()].filter(({ part }) => part === "drill");
  expect(billed.map(({ kind, end }) => [kind, end !== undefined])).toEqual(
    expect.arrayContaining([
      ["machine", true],
      ["volume", true],
    ]),
  );
});

describe("what breaks", () => {
  test("is told all at once, stops the upgrade with nothing changed, and is not retried", async () => {
    const service = inMemory();
    const clusterId = await broken(service);
    const operation = await upgrade(service, clusterId, { version: next, force: ["webhooks"] });
    const { status, error } = await ended(service, operation);
    expect({ status, error }).toEqual({
      status: "rolled-back",
      error: {
        ...{ code: "WrongState", stage: "RecordRehearsal" },
        message: expect.stringMatching(/^the rehearsal with v1\.37\.2 has failed: unserved-objects: .*one; conversion/),
      },
    });
    const { rehearsal } = operationView(await record(service, operation)).upgrade ?? {};
    expect(rehearsal).toMatchObject({ verdict: "failed", found: 3 });
    expect(rehearsal?.findings.map(({ check, what }) => `${check} ${what}`)).toEqual([
      "unserved-objects gone.example.com/v1",
      "conversion-webhooks things.example.com",
      "admission-webhooks gate.example.com",
    ]);
    expect(await versionsNow(service, clusterId)).toEqual(was);
    expect(await backupsOf(service, clusterId)).toEqual({ records: [], files: 0 });
    const again = retryOperation(
      { ...callOf({}), body: undefined, params: { operationId: operation.id } },
      service.write,
    );
    await expect(again).rejects.toThrow(WrongState);
  });

  test("does not count for a caller who has seen it", async () => {
    const service = inMemory();
    const clusterId = await broken(service);
    const operation = await upgrade(service, clusterId, { version: next, force: ["webhooks", "rehearsal"] });
    expect((await ended(service, operation)).status).toBe("succeeded");
    const { upgrade: told } = operationView(await record(service, operation));
    expect(told?.rehearsal).toMatchObject({ verdict: "overridden", found: 3 });
    expect((await versionsNow(service, clusterId)).version).toBe(next);
  });

  test("of webhooks does not count for a caller who has named them", async () => {
    const service = inMemory();
    const { clusterId } = await cluster(service);
    await (await nodesOf(service, clusterId).api()).apply(webhook);
    const operation = await upgrade(service, clusterId, { version: next, force: ["webhooks"] });
    expect((await ended(service, operation)).status).toBe("succeeded");
    expect((await record(service, operation)).upgrade?.rehearsal).toMatchObject({ verdict: "overridden", found: 1 });
  });
});

test("a rehearsal that cannot be held stops the upgrade with nothing changed, whatever the caller has named", async () => {
  const service = inMemory();
  const { clusterId } = await cluster(service);
  const operation = await upgrade(service, clusterId, { version: next, force: ["rehearsal"] });
  await service.run(operation, service.ports, (stage) => {
    if (stage === "PlanRehearsal") service.world.machineQuota = 0;
  });
  const { status, error } = await record(service, operation);
  expect({ status, error }).toMatchObject({
    ...{ status: "rolled-back", error: { code: QuotaExceeded.name, stage: "PlanRehearsal" } },
  });
  expect(await versionsNow(service, clusterId)).toEqual(was);
  expect(await backupsOf(service, clusterId)).toEqual({ records: [], files: 0 });
});

test("a snapshot that is spoilt under way stops the upgrade with nothing changed", async () => {
  const service = inMemory();
  const operation = await begin(service);
  await service.run(operation, service.ports, (stage) => {
    if (stage === "LaunchDrill") for (const file of service.world.snapshots.values()) file.text = "[]";
  });
  const { status, error } = await record(service, operation);
  expect({ status, error }).toMatchObject({
    ...{ status: "rolled-back", error: { code: "BootFailed", stage: "AwaitRehearsal" } },
  });
  expect(await versionsNow(service, operation.clusterId)).toEqual(was);
});

test("its backup cannot be deleted before the upgrade is over", async () => {
  const service = inMemory();
  const operation = await begin(service);
  const { clusterId, backupId = "" } = operation;
  const remove = () => deleteBackup(callOf({ params: { clusterId, backupId } }), service.ports);
  const refused: Promise<unknown>[] = [];
  await service.run(operation, service.ports, (stage) => {
    if (["LaunchDrill", "CheckHealth"].includes(stage)) refused.push(remove().catch((why: unknown) => why));
  });
  const answers = await Promise.all(refused);
  expect(answers.length).toBeGreaterThan(2);
  for (const answer of answers) expect(answer).toBeInstanceOf(WrongState);
  expect((await record(service, operation)).status).toBe("succeeded");
  expect((await remove()).id).toBe(backupId);
});

test("what a machine reports that is no rehearsal is not believed", async () => {
  const service = inMemory();
  const operation = await begin(service);
  const input = { tenantId, clusterId: operation.clusterId, operationId: operation.id, plan: {} as never };
  const whole = { kinds: {}, steps: [], findings: [], found: 0 };
  for (const report of [
    ...[null, {}, { ...whole, findings: undefined }, { ...whole, found: -1 }],
    ...[
      { ...whole, findings: [{ check: "mood", what: "", message: "" }] },
      { ...whole, kinds: { pods: -1 } },
    ],
  ])
    await expect(recordRehearsal({ ...input, report }, service.ports)).rejects.toThrow(WrongState);
  expect((await record(service, operation)).upgrade?.rehearsal).toBeUndefined();
});

test("the plan names the machine and its price; a cluster that goes on with an unfinished upgrade has none, and is not rehearsed", async () => {
  const service = inMemory();
  const { clusterId } = await cluster(service);
  const call = { caller, params: { clusterId }, body: { version: next, chain: false, force: [] } };
  const { rehearsal } = await planUpgrade(call, service.ports);
  expect(rehearsal).toMatchObject({ machineType: "t3.medium", version: next, rootDiskGiB: 21, unrated: [] });
  // 45 minutes of a machine at 0.0416 USD an hour and of 21 GiB at 0.08 USD a month.
  expect(rehearsal?.mostMicros).toBe(Math.ceil((rehearsal?.perHourMicros ?? 0) * 0.75));
  expect(rehearsal?.perHourMicros).toBe(41_600 + Math.round((21 * 80_000) / 730));
  const [node] = (await service.ports.state.nodes(tenantId, clusterId)).items;
  const half = service.kept.nodes.get(node?.nodeId ?? "");
  if (half) half.version = next;
  expect((await planUpgrade(call, service.ports)).rehearsal).toBeUndefined();
  const operation = await upgrade(service, clusterId);
  const { went } = await ended(service, operation);
  expect(went.states).not.toContain("SaveSnapshot");
  expect(await backupsOf(service, clusterId)).toEqual({ records: [], files: 0 });
});

test("cancelled at any of its stages, nothing of it stays", async () => {
  for (const at of stages.slice(0, -1)) {
    const service = inMemory();
    const operation = await begin(service);
    let asked: Promise<unknown> = Promise.resolve();
    await service.run(operation, service.ports, (stage) => {
      if (stage === at) asked = cancelOperation(callOf({ params: { operationId: operation.id } }), service.ports);
    });
    await asked;
    const { clusterId } = operation;
    expect({
      ...{ at, status: (await record(service, operation)).status },
      ...{ picture: await versionsNow(service, clusterId), backups: await backupsOf(service, clusterId) },
    }).toEqual({ at, status: "cancelled", picture: was, backups: { records: [], files: 0 } });
  }
});

test("what of it cannot be taken away is said; the cluster is what it was", async () => {
  const service = inMemory();
  const clusterId = await broken(service);
  const operation = await upgrade(service, clusterId, { version: next, force: ["webhooks"] });
  const ports = {
    ...service.ports,
    machines: { ...service.ports.machines, terminate: () => Promise.reject(new TemporaryFailure("away")) },
  };
  await service.run(operation, ports);
  const { status, error } = await record(service, operation);
  expect({ status, error }).toMatchObject({
    status: "failed",
    error: { message: expect.stringContaining("the cluster is as it was; not undone: LaunchDrill; the next upgrade") },
  });
  expect((await service.ports.state.cluster(tenantId, clusterId)).state).toBe("running");
  const again = await upgrade(service, clusterId, { version: next, force: ["webhooks", "rehearsal"] });
  expect((await ended(service, again)).status).toBe("succeeded");
  expect((await versionsNow(service, clusterId)).drills).toBe(0);
  await expect(service.ports.backups.backup(tenantId, clusterId, operation.backupId ?? "")).rejects.toThrow(NotFound);
});

for (const [way, how] of ways)
  test(`a call of it that breaks ${way}: once it is repeated, for good nothing stays`, async () => {
    for (const place of (await callsOf(begin)).filter(({ stage }) => stages.includes(stage))) {
      const once = await runBrokenAt(begin, { ...place, how: how(new TemporaryFailure("away")), always: false });
      const at = (service: Service, id: string) => versionsNow(service, id);
      expect({ ...place, end: once.went.end, is: (await at(once.service, once.operation.clusterId)).version }).toEqual({
        ...{ ...place, end: "Succeed", is: next },
      });
      expect((await backupsOf(once.service, once.operation.clusterId)).records).toEqual(["upgrade"]);
      const ever = await runBrokenAt(begin, { ...place, how: how(new Error("a secret")), always: true });
      const { clusterId } = ever.operation;
      const told = await record(ever.service, ever.operation);
      expect({
        ...{ ...place, status: told.status, secret: JSON.stringify(told).includes("a secret") },
        ...{ picture: await at(ever.service, clusterId), backups: await backupsOf(ever.service, clusterId) },
      }).toEqual({
        ...{ ...place, status: "rolled-back", secret: false, picture: was, backups: { records: [], files: 0 } },
      });
    }
  }, 120_000);
