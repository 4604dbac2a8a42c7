import { expect, test } from "@jest/globals";
import { meterMachine } from "#core/billing/meter-machine.ts";
import type { UsageInterval } from "#core/billing/usage.ts";
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
