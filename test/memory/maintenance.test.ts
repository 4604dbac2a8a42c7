import { describe, expect, test } from "@jest/globals";
import { Cluster, UpdateCluster } from "#contract/clusters.ts";
import { Operation } from "#contract/operations.ts";
import { viewCluster } from "#core/clusters/read-clusters.ts";
import { updateCluster } from "#core/clusters/update-cluster.ts";
import { InvalidInput } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { fakeHealth } from "#core/fakes/health.ts";
import type { Ports } from "#core/stages/stage.ts";
import { rollBackOrPlan } from "#core/upgrade/roll-back-cluster.ts";
import { upgradeInWindow } from "#core/upgrade/upgrade-in-window.ts";
import { withCluster } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory, type Service } from "./service.ts";
import { next, old, versionsNow, whole } from "./upgrades.ts";

const window = { schedule: "0 2 * * *", timeZone: "UTC", durationMinutes: 240 };

/** A cluster of the older version in a channel, and a clock that is set. */
const inChannel = async (maintenance: object = { channel: "rapid", window }) => {
  const service = inMemory();
  const { clusterId, nodes } = await withCluster(service, {
    ...{ version: old, nodeGroups: [{ name: "default", size: 2 }] },
  });
  let now = "2026-01-05T12:00:00.000Z";
  const clock = { now: () => now };
  const ports = { ...service.ports, workflows: service.workflows, health: fakeHealth(service.kept), clock };
  const params = { clusterId };
  const update = (given: object | null) =>
    updateCluster(callOf({ params, body: UpdateCluster.parse({ maintenance: given }) }), ports);
  await update(maintenance);
  const view = async () => Cluster.parse(await viewCluster(callOf({ params }), ports));
  return {
    ...{ service, nodes, clusterId, update, ports, view },
    look: () => upgradeInWindow({ tenantId: caller.tenantId, clusterId }, ports),
    says: async () => (await view()).conditions.find(({ type }) => type === "AutomaticUpgrades"),
    told: async () => {
      const { items } = await service.ports.state.events(caller.tenantId, { limit: 500, clusterId });
      return items.filter(({ message }) => message.includes("AutomaticUpgrades")).map(({ message }) => message);
    },
    upgrades: () => [...service.kept.operations.values()].filter(({ kind }) => kind === "cluster.upgrade").length,
    at(moment: string) {
      now = moment;
    },
  };
};

test("in its window a cluster is upgraded by the service, once, and says so before, meanwhile and after", async () => {
  const { service, clusterId, look, at, view, says, told, upgrades } = await inChannel();
  expect((await view()).maintenance).toEqual({
    ...{ channel: "rapid", window, exclusions: [] },
    nextUpgrade: { version: next, at: "2026-01-06T02:00:00.000Z" },
  });
  at("2026-01-06T01:59:59.999Z");
  expect(await look()).toBeUndefined();
  expect(await says()).toMatchObject({ is: "true" });
  at("2026-01-06T02:01:00.000Z");
  const [first, second] = await Promise.all([look(), look()]);
  const begun = first ?? second;
  expect(Operation.parse(begun)).toMatchObject({
    ...{ kind: "cluster.upgrade", requestedBy: "system:kubewright", upgrade: { from: old, to: next } },
    reason: { code: "MaintenanceWindow", message: expect.stringContaining("until 2026-01-06T06:00:00.000Z") },
  });
  expect(await look()).toBeUndefined();
  expect(upgrades()).toBe(1);
  expect((await view()).maintenance?.nextUpgrade).toMatchObject({ reason: "NotRunning" });
  if (begun) expect(await ended(service, begun)).toMatchObject({ status: "succeeded" });
  expect(await versionsNow(service, clusterId)).toMatchObject(whole(next));
  expect(await look()).toBeUndefined();
  expect(await says()).toMatchObject({ is: "true" });
  expect((await view()).maintenance?.nextUpgrade).toMatchObject({ reason: "UpToDate" });
  expect([upgrades(), await told()]).toEqual([1, []]);
});

test("one that fails is not begun again: not in this window, not for a week; a person's word is enough", async () => {
  const { service, clusterId, look, at, says, told, upgrades, update, view } = await inChannel();
  at("2026-01-06T02:00:00.000Z");
  const begun = await look();
  if (!begun) throw new Error("nothing was begun");
  const broken = { rehearse: () => Promise.reject(new Error("broken")) };
  await service.run(begun, { ...service.ports, machines: { ...service.ports.machines, ...broken } });
  expect(await versionsNow(service, clusterId)).toMatchObject(whole(old));
  for (const moment of ["2026-01-06T02:01:00.000Z", "2026-01-07T02:00:00.000Z", "2026-01-08T02:00:00.000Z"]) {
    at(moment);
    expect(await look()).toBeUndefined();
  }
  expect(await says()).toMatchObject({
    ...{ is: "false", reason: "UpgradeFailed" },
    message: expect.stringMatching(/rolled-back: .*begun again after 2026-01-13T02:00:00.000Z/),
  });
  expect(await told()).toHaveLength(1);
  expect((await view()).maintenance?.nextUpgrade).toEqual({ version: next, at: "2026-01-13T02:00:00.000Z" });
  expect(upgrades()).toBe(1);

  at("2026-01-08T12:00:00.000Z");
  await update({ channel: "rapid" });
  expect((await view()).maintenance?.nextUpgrade).toEqual({ version: next, at: "2026-01-09T02:00:00.000Z" });
  expect(await look()).toBeUndefined();
  expect(await says()).toMatchObject({ is: "true" });
  at("2026-01-09T02:00:00.000Z");
  expect(await look()).toMatchObject({ kind: "cluster.upgrade" });
  expect(upgrades()).toBe(2);
});

test("without anybody's word it is begun again after a week, also once the record of what failed is gone", async () => {
  for (const forgets of [false, true]) {
    const { service, look, at, says } = await inChannel();
    at("2026-01-06T02:00:00.000Z");
    const begun = await look();
    const broken = { rehearse: () => Promise.reject(new Error("broken")) };
    if (begun) await service.run(begun, { ...service.ports, machines: { ...service.ports.machines, ...broken } });
    if (forgets) service.kept.operations.delete(begun?.id ?? "");
    at("2026-01-13T01:59:00.000Z");
    expect(await look()).toBeUndefined();
    expect((await says())?.is).toBe(forgets ? "true" : "false");
    at("2026-01-13T02:00:00.000Z");
    expect(await look()).toMatchObject({ kind: "cluster.upgrade" });
  }
});

describe("a version that was rolled back", () => {
  const rolledBack = async (ports: (service: Service) => Ports = (service) => service.ports) => {
    const channel = await inChannel();
    const { service, clusterId, at, look } = channel;
    at("2026-01-06T02:00:00.000Z");
    const begun = await look();
    if (begun) await ended(service, begun);
    at("2026-01-06T12:00:00.000Z");
    const call = { ...callOf({}), params: { clusterId }, body: { force: [] }, query: {} };
    const rollback = (await rollBackOrPlan(call, { ...service.write, ...channel.ports })) as Operation;
    await service.run(rollback, ports(service));
    const { status } = await service.ports.state.operation(caller.tenantId, rollback.id);
    return { ...channel, rollback, status };
  };

  test("is not begun again by the service for a week, and is then, whether the rollback is on record still or not", async () => {
    for (const forgets of [false, true]) {
      const { service, look, at, says, view, status, rollback, upgrades } = await rolledBack();
      expect(status).toBe("succeeded");
      if (forgets) service.kept.operations.delete(rollback.id);
      expect((await view()).maintenance?.nextUpgrade).toEqual({ version: next, at: "2026-01-14T02:00:00.000Z" });
      at("2026-01-12T02:00:00.000Z");
      expect(await look()).toBeUndefined();
      expect([upgrades(), (await says())?.is]).toEqual([1, "true"]);
      at("2026-01-14T02:00:00.000Z");
      expect(await look()).toMatchObject({ kind: "cluster.upgrade", upgrade: { from: old, to: next } });
    }
  });

  test("by a rollback that went forward again is none that was tried in vain", async () => {
    const launch = () => Promise.reject(new Error("broken"));
    const broken = ({ ports }: Service) => ({ ...ports, machines: { ...ports.machines, launch } });
    const { service, clusterId, look, says, told, status } = await rolledBack(broken);
    expect(status).toBe("rolled-back");
    expect(await versionsNow(service, clusterId)).toMatchObject(whole(next));
    const cluster = service.kept.clusters.get(clusterId);
    // As somebody upgrades it later on.
    for (const version of [next, "v1.38.0"]) {
      if (cluster) cluster.spec.version = version;
      expect(await look()).toBeUndefined();
      expect([(await says())?.is, await told()]).toEqual(["true", []]);
    }
  });
});

test("what is not ready is not begun: condition and one event say why, and it is begun once it is ready and still fits", async () => {
  const { nodes, look, at, says, told, upgrades } = await inChannel();
  const budget = (disruptionsAllowed: number) => async () =>
    (await nodes.api()).apply({
      ...{ apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: { name: "web", namespace: "default" } },
      spec: { selector: { matchLabels: { app: "nobody" } } },
      status: { expectedPods: 2, desiredHealthy: 2, disruptionsAllowed },
    });
  await budget(0)();
  for (const moment of ["2026-01-06T02:00:00.000Z", "2026-01-06T02:01:00.000Z", "2026-01-06T12:00:00.000Z"]) {
    at(moment);
    expect(await look()).toBeUndefined();
    expect(await says()).toMatchObject({
      ...{ is: "false", reason: "NotReady", since: "2026-01-06T02:00:00.000Z" },
      message: `not ready for ${next}: PodDisruptionBudget default/web lets no pod go: it wants 2 of 2`,
    });
  }
  expect([upgrades(), await told()]).toEqual([0, [expect.stringContaining("lets no pod go")]]);
  await budget(1)();
  at("2026-01-07T05:50:00.000Z");
  expect(await look()).toBeUndefined();
  at("2026-01-08T03:00:00.000Z");
  expect(await look()).toMatchObject({ kind: "cluster.upgrade" });
});

test("an upgrade that is measured to outlast its window changes nothing", async () => {
  const { service, clusterId, look, at } = await inChannel();
  at("2026-01-06T02:00:00.000Z");
  const begun = await look();
  if (!begun) throw new Error("nothing was begun");
  const late = { now: () => "2026-01-06T05:59:00.000Z" };
  await service.run(begun, { ...service.ports, clock: late });
  const { status, error } = await service.ports.state.operation(caller.tenantId, begun.id);
  expect({ status, error }).toEqual({
    status: "rolled-back",
    error: expect.objectContaining({
      ...{ code: "WrongState", stage: "RecordRehearsal" },
      message: expect.stringContaining("window closes in 60 s"),
    }),
  });
  expect(await versionsNow(service, clusterId)).toMatchObject(whole(old));
});

test("a half-upgraded cluster, a busy one and one that sleeps are left alone", async () => {
  const { service, clusterId, look, at, upgrades } = await inChannel();
  at("2026-01-06T02:00:00.000Z");
  const cluster = service.kept.clusters.get(clusterId);
  const [node] = service.kept.nodes.values();
  if (!cluster || !node) throw new Error("the cluster was not made");
  node.version = next;
  expect(await look()).toBeUndefined();
  node.version = old;
  cluster.activeOperation = "op_other";
  expect(await look()).toBeUndefined();
  delete cluster.activeOperation;
  cluster.state = "hibernated";
  expect(await look()).toBeUndefined();
  cluster.state = "running";
  expect(upgrades()).toBe(0);
  expect(await look()).toMatchObject({ kind: "cluster.upgrade" });
});

test("whoever leaves the channel while it is looked at is left alone", async () => {
  const { look, at, ports, update, upgrades } = await inChannel();
  at("2026-01-06T02:00:00.000Z");
  const { kubernetes } = ports;
  const connect: typeof kubernetes.connect = async (cluster) => {
    await update(null);
    return kubernetes.connect(cluster);
  };
  ports.kubernetes = { ...kubernetes, connect };
  expect(await look()).toBeUndefined();
  expect(upgrades()).toBe(0);
});

test("stable waits for the minor's age; whoever leaves the channel is left alone, and the condition goes", async () => {
  const { look, at, view, says, update } = await inChannel({ channel: "stable", window });
  expect((await view()).maintenance?.nextUpgrade).toEqual({ version: next, at: "2026-12-24T02:00:00.000Z" });
  at("2026-12-23T02:00:00.000Z");
  expect(await look()).toBeUndefined();
  expect(await says()).toMatchObject({ is: "true" });
  await update(null);
  at("2026-12-24T02:00:00.000Z");
  expect(await look()).toBeUndefined();
  expect(await says()).toBeUndefined();
  expect((await view()).maintenance).toMatchObject({ channel: "none", nextUpgrade: { reason: "ChannelNone" } });
});

test("what is given takes the place of what was, the rest stays; the same again is not written", async () => {
  const { update, view, service } = await inChannel();
  const exclusions = [{ from: "2026-01-06T00:00:00Z", to: "2026-01-08T00:00:00Z", reason: "sales" }];
  const changed = await update({ exclusions });
  expect(changed.maintenance).toEqual({
    ...{ channel: "rapid", window, exclusions },
    nextUpgrade: { version: next, at: "2026-01-08T02:00:00.000Z" },
  });
  expect((await update({ channel: "rapid", exclusions, window })).rev).toBe(changed.rev);
  expect((await update({ channel: "none", window: null })).maintenance).toMatchObject({ channel: "none", exclusions });
  expect((await view()).maintenance?.window).toBeUndefined();
  const { items } = await service.ports.state.events(caller.tenantId, { limit: 500 });
  expect(items.map(({ message }) => message)).toContain(
    "maintenance: channel rapid, window 0 2 * * * UTC for 240 min, excluded 2026-01-06T00:00:00Z to 2026-01-08T00:00:00Z (sales)",
  );
});

test.each([
  [
    { window: { ...window, durationMinutes: 20 } },
    "maintenance.window.durationMinutes",
    20,
    /at least 25: .* at most 1440/,
  ],
  [{ channel: "stable", window: null }, "maintenance.window", null, /channel stable takes a window/],
])("%j is refused and changes nothing", async (given, field, value, allowed) => {
  const { update, view } = await inChannel();
  const before = await view();
  const failed = await update(given).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(InvalidInput);
  expect((failed as InvalidInput).faults).toEqual([{ field, value, allowed: expect.stringMatching(allowed) }]);
  expect(await view()).toEqual(before);
});

test("a channel without a window is refused", () =>
  expect(inChannel({ channel: "rapid" })).rejects.toThrow(/maintenance.channel: channel rapid takes a window/));
