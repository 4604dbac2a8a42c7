import { expect, test } from "@jest/globals";
import { ended, expectAtRest } from "./node-rest.ts";
import { next, old, upgrade } from "./upgrades.ts";
import { isOf, longAgo, outcomes, start, well } from "./watching.ts";

test("the breaker: more than 40 % of a group, and nobody is replaced; it closes by itself", async () => {
  const { watching, clusterId, nodes } = await start();
  const { silence, cluster, repairs } = watching;
  const [one, two] = nodes.machines();
  for (const machine of [one, two]) silence(machine?.id ?? "", longAgo);
  expect(await outcomes(watching)).toEqual(["noted"]);
  expect(repairs()).toEqual([]);
  const halted = await cluster(clusterId);
  expect(halted.state).toBe("degraded");
  expect(isOf(halted)).toMatchObject({ NodesHealthy: "false NotReady", RepairsHalted: "true GroupUnhealthy" });
  Object.assign(two?.node ?? {}, { ready: true });
  expect(await outcomes(watching)).toEqual(["repair"]);
  expect(isOf(await cluster(clusterId))).toMatchObject({ RepairsHalted: "false" });
});

test("a lost zone replaces nobody, and all is well when it comes back", async () => {
  const { watching, clusterId } = await start({ nodeGroups: [{ name: "default", size: 9 }] });
  const zone = watching.service.world.all("instances").filter((machine) => machine.zone === "us-east-1a");
  for (const { id } of zone) watching.silence(id, longAgo);
  expect(await outcomes(watching)).toEqual(["noted"]);
  expect(watching.repairs()).toEqual([]);
  expect(isOf(await watching.cluster(clusterId))).toMatchObject({
    ...{ ControlPlaneHealthy: "false NotReady", NodesHealthy: "false NotReady", RepairsHalted: "true ZoneUnhealthy" },
  });
  for (const { node } of zone) Object.assign(node ?? {}, { ready: true });
  expect(await outcomes(watching)).toEqual(["noted"]);
  expect(isOf(await watching.cluster(clusterId))).toEqual(well);
});

test("a group whose replacements die too is repaired three times an hour and no more", async () => {
  const { watching, clusterId, nodes } = await start();
  const { service, kill, held, cluster, repairs } = watching;
  for (let round = 0; round < 3; round++) {
    kill(nodes.machines().at(-1)?.id ?? "");
    expect(await outcomes(watching)).toEqual(["repair"]);
    await service.run(await held(clusterId));
  }
  kill(nodes.machines().at(-1)?.id ?? "");
  await watching.tick();
  expect(repairs()).toHaveLength(3);
  expect(isOf(await cluster(clusterId))).toMatchObject({ RepairsHalted: "true RepairLimit" });
});

test("repairs that are rolled back count, and leave the cluster as it was", async () => {
  const { watching, clusterId, nodes } = await start();
  const { service, kill, held } = watching;
  kill(nodes.machines()[0]?.id ?? "");
  for (let round = 0; round < 3; round++) {
    expect(await outcomes(watching)).toEqual(["repair"]);
    service.world.machineQuota = 0;
    expect((await ended(service, await held(clusterId))).status).toBe("rolled-back");
  }
  expect(await outcomes(watching)).toEqual(["noted"]);
  expect((await nodes.group()).repairedAt).toHaveLength(3);
  // What the condition advises.
  service.world.machineQuota = 100;
  const { nodeGroupId } = await nodes.group();
  expect((await ended(service, await nodes.updateGroup(nodeGroupId, { size: 3 }))).status).toBe("succeeded");
  await watching.tick();
  await expectAtRest(service, clusterId, nodes);
});

test("a group that is not to be repaired is not, and the cluster says that it is ill", async () => {
  const { watching, clusterId, nodes } = await start({
    nodeGroups: [{ name: "default", size: 3, repair: { enabled: false } }],
  });
  watching.kill(nodes.machines()[0]?.id ?? "");
  expect(await outcomes(watching)).toEqual(["noted"]);
  expect(watching.repairs()).toEqual([]);
  expect(isOf(await watching.cluster(clusterId))).toMatchObject({
    NodesHealthy: "false MachineLost",
    RepairsHalted: "false",
  });
});

test("without the cluster's API nothing is said of nodes and nobody is replaced", async () => {
  const { watching, clusterId, nodes } = await start();
  for (const { role, id } of watching.service.world.all("instances")) if (role === "control-plane") watching.kill(id);
  watching.kill(nodes.machines()[0]?.id ?? "");
  expect(await outcomes(watching)).toEqual(["noted"]);
  expect(isOf(await watching.cluster(clusterId))).toEqual({
    ...well,
    ...{ ControlPlaneHealthy: "false ApiUnreachable", NodesHealthy: "unknown ApiUnreachable" },
    RepairsHalted: "true QuorumLost",
  });
  expect((await nodes.records()).map(({ state }) => state)).toEqual(["ready", "ready", "ready"]);
});

test("an upgrade that ended half way goes on first: until then nobody is replaced, and the cluster says that it is degraded", async () => {
  const { watching, clusterId, nodes } = await start({ version: old });
  const { service, silence, cluster, repairs } = watching;
  const busy = await upgrade(service, clusterId);
  expect(await outcomes(watching)).toEqual(["busy"]);
  expect((await ended(service, busy)).status).toBe("succeeded");
  await watching.tick();
  const [first] = nodes.machines();
  const isOfVersion = (version: string): void =>
    void Object.assign(service.kept.nodes.get(first?.id ?? "") ?? {}, { version });
  isOfVersion(old);
  silence(first?.id ?? "", longAgo);
  expect(await outcomes(watching)).toEqual(["noted"]);
  expect(repairs()).toEqual([]);
  expect((await cluster(clusterId)).state).toBe("degraded");
  isOfVersion(next);
  expect(await outcomes(watching)).toEqual(["repair"]);
});
