import { expect, test } from "@jest/globals";
import { TemporaryFailure, WrongState } from "#core/errors.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { planUpgrade } from "#core/upgrade/plan-upgrade.ts";
import { ended, expectAtRest } from "./node-rest.ts";
import { caller } from "./service.ts";
import { next, old, upgrade } from "./upgrades.ts";
import { isOf, longAgo, outcomes, start, well } from "./watching.ts";

const keeping = (more: object = {}) => ({
  nodeGroups: [{ name: "default", size: 3, repair: { keepFailedMachines: true }, ...more }],
});

const used = async ({ watching }: Awaited<ReturnType<typeof start>>) =>
  (await watching.service.ports.state.used("blue")).machines;

/** A worker that was not Ready has been replaced. */
const replaced = async (body: object = keeping()) => {
  const started = await start(body);
  const { watching, clusterId, nodes } = started;
  const id = nodes.machines()[0]?.id ?? "";
  watching.silence(id, longAgo);
  expect(await outcomes(watching)).toEqual(["repair"]);
  expect((await ended(watching.service, await watching.held(clusterId))).status).toBe("succeeded");
  const record = async () => (await nodes.records()).find(({ nodeId }) => nodeId === id);
  return { ...started, id, record };
};

test("a machine that failed stays out of service, is seen, counts, and troubles nobody", async () => {
  const started = await replaced();
  const { watching, clusterId, nodes, id, record } = started;
  const { service } = watching;
  expect(service.world.get("instances", id)).toMatchObject({ state: "running", kept: true });
  expect(await record()).toMatchObject({
    state: "kept",
    reason: expect.stringMatching(/^Kept .*has not been Ready since/),
  });
  expect(nodes.machines()).toHaveLength(4);
  const known = (await (await nodes.api()).nodes()).map(({ providerId }) => providerId.split("/").at(-1));
  expect(known).toHaveLength(6);
  expect(known).not.toContain(id);
  expect([...(service.world.of("routeTables", clusterId)[0]?.podRoutes.values() ?? [])]).not.toContain(id);
  expect(await used(started)).toBe(7);
  await watching.tick();
  expect(isOf(await watching.cluster(clusterId))).toEqual(well);
  expect(await outcomes(watching)).toEqual(["as it was"]);
});

test("the group goes on as if it were not there, and its slot is nobody else's", async () => {
  const started = await replaced();
  const { watching, nodes, id, record } = started;
  const { nodeGroupId } = await nodes.group();
  for (const size of [5, 2])
    expect((await ended(watching.service, await nodes.updateGroup(nodeGroupId, { size }))).status).toBe("succeeded");
  expect(nodes.machines()).toHaveLength(3);
  expect(new Set(nodes.machines().map(({ slot }) => slot)).size).toBe(3);
  expect(watching.service.world.get("instances", id)).toBeDefined();
  expect((await record())?.state).toBe("kept");
  expect(await used(started)).toBe(6);
});

test("it is removed when somebody says so, and the group stays as large as it is", async () => {
  const started = await replaced();
  const { watching, clusterId, nodes, id } = started;
  await expect(nodes.drain(id)).rejects.toBeInstanceOf(WrongState);
  await expect(nodes.replace(id)).rejects.toBeInstanceOf(WrongState);
  expect((await ended(watching.service, await nodes.remove(id))).status).toBe("succeeded");
  expect((await nodes.group()).spec.size).toBe(3);
  expect(await used(started)).toBe(6);
  await watching.tick();
  await expectAtRest(watching.service, clusterId, nodes);
});

test("a group of least size lets go of what it has kept", async () => {
  const { watching, nodes, id } = await replaced(keeping({ min: 3 }));
  expect((await ended(watching.service, await nodes.remove(id))).status).toBe("succeeded");
});

test("one that ends by itself is forgotten by the next change of its group", async () => {
  const { watching, clusterId, nodes, id, record } = await replaced();
  watching.kill(id);
  await watching.tick();
  expect((await record())?.state).toBe("kept");
  expect((await watching.cluster(clusterId)).state).toBe("running");
  expect((await ended(watching.service, await nodes.remove(id))).status).toBe("succeeded");
  await expectAtRest(watching.service, clusterId, nodes);
});

test("an upgrade leaves it as it is, and counts it nowhere", async () => {
  const { watching, clusterId, nodes, id, record } = await replaced({ ...keeping(), version: old });
  await watching.tick();
  const call = { caller, params: { clusterId }, body: { version: next, chain: false, force: [] } };
  const { machines, steps } = await planUpgrade(call, watching.service.ports);
  expect(machines).toBe(6);
  expect(JSON.stringify(steps)).not.toContain(id);
  expect((await ended(watching.service, await upgrade(watching.service, clusterId))).status).toBe("succeeded");
  expect(watching.service.world.get("instances", id)).toMatchObject({ state: "running", kept: true });
  expect(await record()).toMatchObject({ state: "kept", version: old });
  expect((await nodes.records()).filter(({ version }) => version === next)).toHaveLength(3);
  await watching.tick();
  expect(await outcomes(watching)).toEqual(["as it was"]);
  expect((await watching.cluster(clusterId)).state).toBe("running");
});

test("it goes with its group, and with its cluster", async () => {
  const group = await replaced();
  const { nodeGroupId } = await group.nodes.group();
  await ended(group.watching.service, await group.nodes.deleteGroup(nodeGroupId));
  expect(group.nodes.machines()).toEqual([]);
  expect(await group.nodes.records()).toEqual([]);
  expect(await used(group)).toBe(3);

  const whole = await replaced();
  const { service } = whole.watching;
  expect((await service.run(await service.remove(whole.clusterId))).end).toBe("Succeed");
  expect(service.world.all("instances")).toEqual([]);
  expect(await used(whole)).toBe(0);
});

test("a caller may keep any machine that is replaced, whatever the group says", async () => {
  const started = await start();
  const { watching, nodes } = started;
  const id = nodes.machines()[0]?.id ?? "";
  expect((await ended(watching.service, await nodes.replaceKept(id))).status).toBe("succeeded");
  expect(nodes.podNames()).not.toContain("web-default-0");
  expect((await nodes.records()).find(({ nodeId }) => nodeId === id)).toMatchObject({ state: "kept" });
  expect(await used(started)).toBe(7);
});

test("a machine that has ended cannot be kept, and does not count", async () => {
  const started = await start(keeping());
  const { watching, clusterId, nodes } = started;
  watching.kill(nodes.machines()[0]?.id ?? "");
  await watching.tick();
  await ended(watching.service, await watching.held(clusterId));
  expect(await used(started)).toBe(6);
  const [other] = nodes.machines();
  const asked = await nodes.replaceKept(other?.id ?? "");
  watching.kill(other?.id ?? "");
  expect((await ended(watching.service, asked)).status).toBe("succeeded");
  expect(await used(started)).toBe(6);
  await watching.tick();
  await expectAtRest(watching.service, clusterId, nodes);
});

test("without room in the quota the node is replaced, and its machine not kept", async () => {
  const started = await start(keeping());
  const { watching, clusterId, nodes } = started;
  watching.watch.machineLimit = 6;
  const id = nodes.machines()[0]?.id ?? "";
  watching.silence(id, longAgo);
  expect(await outcomes(watching)).toEqual(["repair"]);
  expect((await ended(watching.service, await watching.held(clusterId))).status).toBe("succeeded");
  expect(watching.service.world.get("instances", id)).toBeUndefined();
  expect(await used(started)).toBe(6);
});

test("a replacement that fails leaves the node in service, and nothing counted", async () => {
  const started = await start();
  const { watching, clusterId, nodes } = started;
  const asked = await nodes.replaceKept(nodes.machines()[0]?.id ?? "");
  watching.service.world.machineQuota = 0;
  expect((await ended(watching.service, asked)).status).toBe("rolled-back");
  expect(await used(started)).toBe(6);
  expect(nodes.machines().filter(({ kept }) => kept)).toEqual([]);
  await expectAtRest(watching.service, clusterId, nodes);
});

test("a call that breaks once, before or after it is done, is repeated: one machine is kept, and counted once", async () => {
  const run = async (where?: { nth: number; way: "before" | "after" }) => {
    const started = await start({ nodeGroups: [{ name: "default", size: 1 }] });
    const { watching, nodes } = started;
    const { service } = watching;
    const id = nodes.machines()[0]?.id ?? "";
    const { ports, calls } = withFaults(service.ports, ({ nth }) => {
      if (where?.nth !== nth) return undefined;
      const error = new TemporaryFailure("away");
      return where.way === "before" ? { before: error } : { after: error };
    });
    const { end } = await service.run(await nodes.replaceKept(id), ports);
    const kept = nodes.machines().filter((machine) => machine.kept);
    const states = (await nodes.records()).map(({ state }) => state).sort();
    const is = { end, kept: kept.map((machine) => machine.id), machines: nodes.machines().length, states };
    expect({ where, ...is, used: await used(started) }).toEqual({
      ...{ where, end: "Succeed", kept: [id], machines: 2, states: ["kept", "ready"], used: 5 },
    });
    return calls();
  };
  const calls = await run();
  // From where there is no way back: what comes before is the same for every replacement.
  for (let nth = calls.indexOf("machines.keep") - 3; nth < calls.length; nth++)
    for (const way of ["before", "after"] as const) await run({ nth, way });
}, 120_000);
