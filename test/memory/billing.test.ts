import { describe, expect, test } from "@jest/globals";
import { IdleHint } from "#contract/cluster-cost.ts";
import { checkCluster } from "#core/billing/check-cluster.ts";
import { clusterCost } from "#core/billing/cluster-cost.ts";
import { meterCluster } from "#core/billing/meter-cluster.ts";
import { meterMachine } from "#core/billing/meter-machine.ts";
import type { UsageInterval } from "#core/billing/usage.ts";
import { callOf } from "#core/fakes/calls.ts";
import { caller } from "./service.ts";
import { start } from "./watching.ts";

const range = { since: "2025-01-01T00:00:00.000Z", until: "2030-01-01T00:00:00.000Z" };

const count = (intervals: readonly UsageInterval[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { kind, quantity } of intervals) {
    const what = kind === "volume" ? "GiB" : kind;
    counts[what] = (counts[what] ?? 0) + quantity;
  }
  return counts;
};

test("a cluster is on the ledger from its create to its delete, with what heals in between", async () => {
  const { watching, clusterId, nodes } = await start({ nodeGroups: [{ name: "default", size: 2 }] });
  const { service, watch } = watching;
  const { ledger } = service.ports;
  const usage = () => ledger.usage(caller.tenantId, { ...range, clusterId });
  // Machines that run are seen by the event, or by the next turn.
  const instances = service.world.of("instances", clusterId).map(({ id }) => id);
  for (const instanceId of instances) await meterMachine({ instanceId, at: watching.now(), state: "running" }, watch);
  const before = await usage();
  expect(count(before)).toMatchObject({ machine: 5, "nat-gateway": 1, "load-balancer": 1, address: 4 });
  expect(before.every(({ end }) => end === undefined)).toBe(true);
  const groups = await service.ports.state.nodeGroups(caller.tenantId, clusterId);
  const parts = new Set(before.map(({ part }) => part));
  expect(parts).toEqual(new Set(["control-plane", "network", groups[0]?.nodeGroupId]));

  const [lost = ""] = nodes
    .machines()
    .filter(({ role }) => role === "worker")
    .map(({ id }) => id);
  const at = watching.now();
  watching.kill(lost);
  for (let i = 0; i < 2; i += 1) await meterMachine({ instanceId: lost, at, state: "shutting-down" }, watch);
  const ended = (await usage()).filter(({ end }) => end !== undefined);
  expect(ended.map(({ kind, end }) => [kind, end])).toEqual([
    ["machine", { at, by: "told" }],
    ["volume", { at, by: "told" }],
  ]);

  const gone = await service.remove(clusterId);
  expect((await service.run(gone)).end).toBe("Succeed");
  const all = await usage();
  expect(all).toHaveLength(before.length);
  expect(all.every(({ end }) => end !== undefined)).toBe(true);
  expect((await ledger.usage("other", range)).length).toBe(0);
});

test("the second in which a machine ended is learned from an event that comes days later, as from one that comes at once", async () => {
  const { watching, clusterId, nodes } = await start({ nodeGroups: [{ name: "default", size: 2 }] });
  const { service, watch } = watching;
  const meter = () => meterCluster({ tenantId: caller.tenantId, clusterId }, watch);
  const endsOf = async () =>
    (await service.ports.ledger.usage(caller.tenantId, { ...range, clusterId }))
      .filter(({ end }) => end !== undefined)
      .map(({ kind, end }) => [kind, end]);
  await meter();
  const [lost = ""] = nodes
    .machines()
    .filter(({ role }) => role === "worker")
    .map(({ id }) => id);
  const at = watching.now();
  watching.kill(lost);
  await meter();
  // EC2 shows it no more.
  service.world.graves.length = 0;
  expect(await watch.estate.lookAtMachine(lost)).toBeUndefined();
  const looked = await endsOf();
  expect(looked).toHaveLength(2);
  for (const [, end] of looked) expect(end).toMatchObject({ by: "looked" });

  const event = { instanceId: lost, at, state: "shutting-down" };
  expect(await meterMachine({ ...event, state: "running" }, watch)).toBe(0);
  expect(await meterMachine(event, watch)).toBe(2);
  expect(await meterMachine(event, watch)).toBe(0);
  expect(await endsOf()).toEqual([
    ["machine", { at, by: "told" }],
    ["volume", { at, by: "told" }],
  ]);
});

test("the watch meters each cluster within five minutes", async () => {
  const { watching, clusterId } = await start();
  const { service } = watching;
  const usage = () => service.ports.ledger.usage(caller.tenantId, { ...range, clusterId });
  const known = (await usage()).filter(({ kind }) => kind === "machine").length;
  // The fake's clock goes on by a second a look; which of the five minutes is the cluster's, its id says.
  const end = Date.parse(watching.now()) + 5 * 60_000;
  while (Date.parse(watching.now()) < end) await watching.tick();
  expect((await usage()).filter(({ kind }) => kind === "machine").length).toBeGreaterThanOrEqual(Math.max(known, 6));
});

test("an event of a machine that is nobody's, or of a cluster that is gone, teaches nothing", async () => {
  const { watching, clusterId, nodes } = await start();
  const event = { instanceId: nodes.machines()[0]?.id ?? "", at: watching.now(), state: "terminated" };
  await watching.service.run(await watching.service.remove(clusterId));
  expect(await meterMachine(event, watching.watch)).toBe(0);
  expect(await meterMachine({ ...event, instanceId: "i-none" }, watching.watch)).toBe(0);
});

describe("each hour a cluster is checked", () => {
  const later = (moment: string, hours: number): string =>
    new Date(Date.parse(moment) + hours * 3_600_000).toISOString();

  test("against the cloud, and for what costs without use: groups, volumes, the whole of it", async () => {
    const { watching, clusterId, nodes } = await start({ nodeGroups: [{ name: "default", size: 1 }] });
    const { service, watch } = watching;
    const { ports, world } = service;
    const api = await nodes.api();
    for (const name of nodes.podNames())
      await api.remove({ apiVersion: "v1", kind: "Pod", name, namespace: "default" });
    const params = { clusterId };
    for (const { id } of world.of("instances", clusterId))
      await meterMachine({ instanceId: id, at: watching.now(), state: "running" }, watch);
    const begin = watching.now();
    const check = async (hours: number) => {
      const clock = { now: () => later(begin, hours) };
      const cluster = await ports.state.cluster(caller.tenantId, clusterId);
      return checkCluster(cluster, { ...watch, ...ports, clock });
    };
    const hintsAt = async (hours: number) => {
      const clock = { now: () => later(begin, hours) };
      return (await clusterCost({ ...callOf({}), params }, { ...ports, clock })).hints;
    };
    await meterCluster({ tenantId: caller.tenantId, clusterId }, watch);
    expect((await check(1)).residualSeconds).toBe(0);
    await check(24);
    expect(await hintsAt(24)).toEqual([]);
    await check(25);
    const hints = await hintsAt(25);
    for (const hint of hints) expect(IdleHint.parse(hint)).toEqual(hint);
    expect(hints.map(({ kind, nodeGroup, since }) => [kind, nodeGroup, since])).toEqual([
      ["empty-group", "default", later(begin, 1)],
      ["idle-cluster", undefined, later(begin, 1)],
    ]);
    // A t3.large and its 20 GiB; the rest keeps its balancer and that one's addresses.
    const [group = { savesPerHourMicros: 0 }, whole = { savesPerHourMicros: 0 }] = hints;
    expect(group.savesPerHourMicros).toBeGreaterThan(83_200);
    expect(whole.savesPerHourMicros).toBeGreaterThan(4 * 83_200 + 45_000);

    // Somebody uses it.
    const [worker] = nodes.machines().filter(({ role }) => role === "worker");
    await nodes.pod("web", worker?.nodeName ?? "", { labels: { app: "web" } });
    await check(26);
    expect(await hintsAt(26)).toEqual([]);
  });

  test("what the meter can learn is no residual; what it cannot is told once", async () => {
    const { watching, clusterId } = await start();
    const { service, watch } = watching;
    const { ports } = service;
    const { intervals } = ports.ledger;
    const cluster = await ports.state.cluster(caller.tenantId, clusterId);
    await meterCluster({ tenantId: caller.tenantId, clusterId }, watch);
    const [key = "", machine] = [...intervals].find(([, { kind }]) => kind === "machine") ?? [];
    if (!machine) throw new Error("no machine is on the ledger");
    const residualAt = async (hours: number) => {
      const clock = { now: () => later(watching.now(), hours) };
      return (await checkCluster(cluster, { ...watch, ...ports, clock })).residualSeconds;
    };
    intervals.delete(key);
    expect(await residualAt(1)).toBe(0);
    expect(intervals.has(key)).toBe(true);
    // Of two beginnings the ledger keeps the earlier one.
    intervals.set(key, { ...machine, start: new Date(Date.parse(machine.start) - 100_000).toISOString() });
    expect([await residualAt(2), await residualAt(3)]).toEqual([100, 100]);
    const { items } = await ports.state.events(caller.tenantId, { limit: 50, clusterId });
    expect(items.filter(({ kind }) => kind === "bill.residual")).toHaveLength(1);
  });
});
