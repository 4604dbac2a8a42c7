import { expect, test } from "@jest/globals";
import { nodeView } from "#core/nodes/node-view.ts";
import { membersOf } from "./member-changes.ts";
import { ended, expectAtRest } from "./node-rest.ts";
import { isOf, longAgo, outcomes, start, well } from "./watching.ts";

test("a killed member of the control plane is replaced, and the cluster is well again", async () => {
  const { watching, clusterId } = await start();
  const { service, kill, tell, held, cluster, tick } = watching;
  await tick();
  const [lost] = membersOf(service, clusterId);
  const id = lost?.id ?? "";
  kill(id);
  expect(await tell(id, "state")).toMatchObject({ outcome: "repair" });
  const operation = await held(clusterId);
  expect(operation).toMatchObject({
    ...{ kind: "control-plane.replace", nodeId: id, requestedBy: "system:kubewright", status: "pending" },
    reason: { code: "MachineLost", message: `machine ${id} has ended or stands still` },
  });
  expect(isOf(await cluster(clusterId))).toEqual({ ...well, ControlPlaneHealthy: "false MachineLost" });
  expect((await ended(service, operation)).status).toBe("succeeded");
  expect(await outcomes(watching)).toEqual(["noted"]);
  expect({ state: (await cluster(clusterId)).state, is: isOf(await cluster(clusterId)) }).toEqual({
    ...{ state: "running", is: well },
  });
  expect(membersOf(service, clusterId)).toHaveLength(3);
  expect((await cluster(clusterId)).membersRepairedAt).toHaveLength(1);
  const { items } = await service.ports.state.events("blue", { limit: 3 });
  expect(items.map(({ message }) => message).reverse()).toEqual([
    `control-plane.replace: machine ${id} has ended or stands still`,
    "control-plane.replace succeeded",
    "running: ControlPlaneHealthy true",
  ]);
});

test("a member that is not Ready has its time; one that stands still has none", async () => {
  const { watching, clusterId } = await start();
  const { service, silence, now, held } = watching;
  const [sick, stopped] = membersOf(service, clusterId);
  silence(sick?.id ?? "", now());
  expect(await outcomes(watching)).toEqual(["noted"]);
  silence(sick?.id ?? "", longAgo);
  expect(await outcomes(watching)).toEqual(["repair"]);
  const operation = await held(clusterId);
  expect(operation.reason?.code).toBe("NotReady");
  expect((await ended(service, operation)).error).toBeUndefined();
  expect(service.world.get("instances", sick?.id ?? "")).toBeUndefined();
  Object.assign(stopped ?? {}, { state: "stopped" });
  expect(await outcomes(watching)).toEqual(["repair"]);
  expect((await ended(service, await held(clusterId))).error).toBeUndefined();
  expect(service.world.get("instances", stopped?.id ?? "")).toBeUndefined();
});

test("the control plane comes before workers, and they come next", async () => {
  const { watching, clusterId, nodes } = await start();
  const { service, kill, held, tick } = watching;
  const worker = nodes.machines()[1];
  const [member] = membersOf(service, clusterId);
  kill(worker?.id ?? "");
  kill(member?.id ?? "");
  // In another zone: a zone in which nobody is well is a lost one.
  expect(worker?.zone).not.toBe(member?.zone);
  const [first] = await tick();
  expect(first).toMatchObject({ outcome: "repair" });
  expect((await held(clusterId)).kind).toBe("control-plane.replace");
  expect((await ended(service, await held(clusterId))).error).toBeUndefined();
  expect(await outcomes(watching)).toEqual(["repair"]);
  expect((await held(clusterId)).kind).toBe("node.replace");
});

test("a new member may get the address, and with it the name, of a worker that has just been lost", async () => {
  const { watching, clusterId, nodes } = await start();
  const { service, kill, held } = watching;
  const worker = nodes.machines()[0];
  kill(worker?.id ?? "");
  const [member] = membersOf(service, clusterId);
  expect((await ended(service, await nodes.replace(member?.id ?? ""))).error).toBeUndefined();
  expect(membersOf(service, clusterId).map(({ address }) => address)).toContain(worker?.address);
  expect(await outcomes(watching)).toEqual(["repair"]);
  expect((await ended(service, await held(clusterId))).error).toBeUndefined();
  expect(await outcomes(watching)).toEqual(["noted"]);
  await expectAtRest(service, clusterId, nodes);
});

test("without a quorum nothing is done, and it is said that only a restore helps", async () => {
  const { watching, clusterId } = await start();
  const { service, kill, cluster } = watching;
  for (const { id } of membersOf(service, clusterId).slice(0, 2)) kill(id);
  expect(await outcomes(watching)).toEqual(["noted"]);
  const { conditions, state, activeOperation } = await cluster(clusterId);
  expect({ state, activeOperation }).toEqual({ state: "degraded", activeOperation: undefined });
  expect(conditions).toContainEqual({
    ...{ type: "RepairsHalted", is: "true", reason: "QuorumLost", since: expect.any(String) },
    message:
      "1 of 3 members of the control plane work, fewer than the 2 that etcd needs; the cluster has to be restored from a snapshot",
  });
  expect(await outcomes(watching)).toEqual(["as it was"]);
});

test("a replacement that fails leaves the member due, and is tried three times an hour", async () => {
  const { watching, clusterId } = await start();
  const { service, kill, held, cluster } = watching;
  const [lost] = membersOf(service, clusterId);
  kill(lost?.id ?? "");
  service.world.machineQuota = 0;
  for (let tries = 0; tries < 3; tries++) {
    expect(await outcomes(watching)).toEqual(["repair"]);
    const { status, error } = await ended(service, await held(clusterId));
    expect({ status, code: error?.code }).toEqual({ status: "rolled-back", code: "QuotaExceeded" });
  }
  expect(await outcomes(watching)).toEqual(["noted"]);
  expect(isOf(await cluster(clusterId))).toMatchObject({
    ...{ ControlPlaneHealthy: "false MachineLost", RepairsHalted: "true RepairLimit" },
  });
});

test("members whose certificates end are replaced one after the other, while the cluster is well, and then have new ones", async () => {
  const { watching, clusterId } = await start();
  const { service, now, held, cluster } = watching;
  const members = () => [...service.kept.nodes.values()].filter(({ role }) => role === "control-plane");
  const old = new Date(Date.parse(now()) - 355 * 24 * 3600_000).toISOString();
  for (const member of members()) Object.assign(member, { createdAt: old });
  const before = members().map(({ nodeId }) => nodeId);
  for (let replaced = 0; replaced < 3; replaced += 1) {
    expect(await outcomes(watching)).toEqual(["repair"]);
    const operation = await held(clusterId);
    expect(operation).toMatchObject({ kind: "control-plane.replace", reason: { code: "CertificatesExpire" } });
    expect((await ended(service, operation)).status).toBe("succeeded");
    expect(isOf(await cluster(clusterId))).toEqual(well);
  }
  expect(await outcomes(watching)).toEqual(["as it was"]);
  expect(members().filter(({ nodeId }) => before.includes(nodeId))).toEqual([]);
  expect(
    members()
      .map((member) => nodeView(member, []).certificatesExpireAt ?? "")
      .every((at) => at > now()),
  ).toBe(true);
});
