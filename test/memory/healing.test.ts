import { expect, test } from "@jest/globals";
import { ada } from "#core/fakes/calls.ts";
import { ended, expectAtRest } from "./node-rest.ts";
import { isOf, longAgo, outcomes, start, watched, well } from "./watching.ts";

test("a cluster that is well is told so once, and nothing is written after that", async () => {
  const { watching, clusterId } = await start();
  expect(await outcomes(watching)).toEqual(["noted"]);
  const before = await watching.cluster(clusterId);
  expect({ state: before.state, is: isOf(before) }).toEqual({ state: "running", is: well });
  expect(await outcomes(watching)).toEqual(["as it was"]);
  expect(await watching.cluster(clusterId)).toEqual(before);
  expect(watching.repairs()).toEqual([]);
});

test("a killed worker is replaced, with nothing left of it, and the cluster is well again", async () => {
  const { watching, clusterId, nodes } = await start();
  const { service, kill, tell, held, cluster, tick } = watching;
  await tick();
  const [lost] = nodes.machines();
  const id = lost?.id ?? "";
  kill(id);
  expect(await tell(id, "state")).toMatchObject({ outcome: "repair" });
  const operation = await held(clusterId);
  expect(operation).toMatchObject({
    ...{ kind: "node.replace", nodeId: id, requestedBy: "system:kubewright", status: "pending" },
    reason: { code: "MachineLost", message: `machine ${id} has ended or stands still` },
  });
  expect((await nodes.records()).find(({ nodeId }) => nodeId === id)).toMatchObject({ state: "not-ready" });
  expect(isOf(await cluster(clusterId))).toEqual({ ...well, NodesHealthy: "false MachineLost" });
  expect((await ended(service, operation)).status).toBe("succeeded");
  expect((await cluster(clusterId)).state).toBe("degraded");
  expect(await outcomes(watching)).toEqual(["noted"]);
  expect(isOf(await cluster(clusterId))).toEqual(well);
  await expectAtRest(service, clusterId, nodes);
  expect(nodes.machines().map(({ id: other }) => other)).not.toContain(id);
  expect(service.world.ghosts.filter(({ nodeName }) => nodeName !== undefined)).toEqual([]);
  expect(service.world.all("volumes").filter(({ instanceId }) => instanceId === id)).toEqual([]);
  const { items } = await service.ports.state.events(ada.tenantId, { limit: 4 });
  expect(items.map(({ kind, message }) => `${kind}: ${message}`).reverse()).toEqual([
    `cluster.health: degraded: NodesHealthy false: 1 of 3 workers are unhealthy: ${id} (machine lost)`,
    `operation.asked: node.replace: machine ${id} has ended or stands still`,
    "operation.ended: node.replace succeeded",
    "cluster.health: running: NodesHealthy true",
  ]);
});

test.each(["shutting-down", "stopped"] as const)(
  "a machine that is %s is replaced without a drain, and ended",
  async (state) => {
    const { watching, clusterId, nodes } = await start();
    await nodes.budget("web", "web", 0);
    const [ending] = nodes.machines();
    Object.assign(ending ?? {}, { state });
    expect(await watching.tell(ending?.id ?? "", "state")).toMatchObject({ outcome: "repair" });
    expect((await ended(watching.service, await watching.held(clusterId))).status).toBe("succeeded");
    await watching.tick();
    await expectAtRest(watching.service, clusterId, nodes);
    expect(nodes.machines().map(({ id }) => id)).not.toContain(ending?.id);
  },
);

test("several machines that are gone are replaced by one operation", async () => {
  const { watching, clusterId, nodes } = await start({ nodeGroups: [{ name: "default", size: 6 }] });
  for (const { id } of nodes.machines().slice(0, 2)) watching.kill(id);
  expect(await outcomes(watching)).toEqual(["repair"]);
  expect((await ended(watching.service, await watching.held(clusterId))).status).toBe("succeeded");
  expect(nodes.machines()).toHaveLength(6);
  await watching.tick();
  await expectAtRest(watching.service, clusterId, nodes);
});

test("a node that is not Ready has its time; then it is replaced and its pods are not waited for", async () => {
  const { watching, clusterId, nodes } = await start();
  const { service, silence, now, held, repairs } = watching;
  await nodes.budget("web", "web", 0);
  const [sick] = nodes.machines();
  silence(sick?.id ?? "", now());
  expect(await outcomes(watching)).toEqual(["noted"]);
  expect({ repairs: repairs(), ...(await watching.cluster(clusterId)) }).toMatchObject({
    repairs: [],
    state: "degraded",
  });
  silence(sick?.id ?? "", longAgo);
  expect(await outcomes(watching)).toEqual(["repair"]);
  const operation = await held(clusterId);
  expect(operation.reason?.code).toBe("NotReady");
  expect((await ended(service, operation)).status).toBe("succeeded");
  expect(nodes.machines().map(({ id }) => id)).not.toContain(sick?.id);
});

test("a kubelet that is not heard of is ill, though its condition says Ready", async () => {
  const { watching, clusterId, nodes } = await start();
  const [silent] = nodes.machines();
  await (await nodes.api()).apply({
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: { name: silent?.nodeName ?? "", namespace: "kube-node-lease" },
    spec: { renewTime: longAgo },
  });
  expect(await outcomes(watching)).toEqual(["repair"]);
  expect((await watching.held(clusterId)).nodeId).toBe(silent?.id);
});

test("a node that recovers is ready again, and one that was drained stays known as such", async () => {
  const { watching, clusterId, nodes } = await start();
  const [one] = nodes.machines();
  await ended(watching.service, await nodes.drain(one?.id ?? ""));
  const drained = (await nodes.records()).find(({ nodeId }) => nodeId === one?.id);
  watching.silence(one?.id ?? "", watching.now());
  await watching.tick();
  Object.assign(one?.node ?? {}, { ready: true });
  await watching.tick();
  expect((await nodes.records()).find(({ nodeId }) => nodeId === one?.id)).toEqual(drained);
  expect((await watching.cluster(clusterId)).state).toBe("running");
});

test("a spot machine that is taken back is emptied before its replacement is launched", async () => {
  const { watching, clusterId, nodes } = await start({ nodeGroups: [{ name: "default", size: 3, spot: true }] });
  const { service, tell, held } = watching;
  const [taken] = nodes.machines();
  expect(await tell(taken?.id ?? "", "spot-notice")).toMatchObject({ outcome: "repair" });
  const operation = await held(clusterId);
  expect(operation.reason).toMatchObject({ code: "SpotNotice" });
  const seen: unknown[] = [];
  const { machines, kubernetes } = service.ports;
  const launch: typeof machines.launch = async (orders, after) => {
    await after;
    const ending = kubernetes
      .objects(clusterId)
      .filter(({ kind, metadata: { deletionTimestamp } }) => kind === "Pod" && deletionTimestamp !== undefined);
    seen.push(taken?.node?.unschedulable, nodes.machines().length, ending.length);
    return machines.launch(orders);
  };
  await service.run(operation, { ...service.ports, machines: { ...machines, launch } });
  expect(seen).toEqual([true, 3, 1]);
  await watching.tick();
  await expectAtRest(service, clusterId, nodes);
  expect(nodes.machines().map(({ id }) => id)).not.toContain(taken?.id);
});

test("a budget does not hold up the replacement of a machine that goes anyway", async () => {
  const { watching, clusterId, nodes } = await start();
  await nodes.budget("web", "web", 0);
  const [taken] = nodes.machines();
  await watching.tell(taken?.id ?? "", "spot-notice");
  expect((await ended(watching.service, await watching.held(clusterId))).status).toBe("succeeded");
});

test("a notice that comes while the cluster is busy is kept for the next look", async () => {
  const { watching, clusterId, nodes } = await start();
  const { service, tell, held, repairs } = watching;
  const [taken, other] = nodes.machines();
  const busy = await nodes.drain(other?.id ?? "");
  expect(await tell(taken?.id ?? "", "spot-notice")).toEqual({ outcome: "busy" });
  expect(await outcomes(watching)).toEqual(["busy"]);
  expect(repairs()).toEqual([]);
  await service.run(busy);
  expect(await outcomes(watching)).toEqual(["repair"]);
  expect(await held(clusterId)).toMatchObject({ nodeId: taken?.id, reason: { code: "SpotNotice" } });
  expect(await outcomes(watching)).toEqual(["busy"]);
  expect(repairs()).toHaveLength(1);
});

test("machines of others, clusters that are being made, and deleted ones are left alone", async () => {
  const watching = watched();
  const { service, tell, tick } = watching;
  expect(await tell("i-0123456789abcdef0", "state")).toBeUndefined();
  const creating = await service.create({ name: "one" });
  expect(await tick()).toEqual([{ outcome: "busy" }]);
  await service.run(creating);
  await service.run(await service.remove(creating.clusterId));
  expect(await tick()).toEqual([]);
});

test("more clusters than one function looks at are passed on, and none is left out", async () => {
  const watching = watched();
  for (let i = 0; i < 27; i++) {
    const caller = { ...ada, tenantId: `tenant-${i % 2}` };
    await watching.service.create({ name: `c-${i}` }, { caller });
  }
  expect(await watching.tick()).toHaveLength(25);
  expect(watching.relay.passedOn).toHaveLength(1);
});
