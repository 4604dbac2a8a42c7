import { expect, test } from "@jest/globals";
import { ended, expectAtRest } from "./node-rest.ts";
import { isOf, outcomes, start, type Watching } from "./watching.ts";

const scaled = (more: object = {}) => ({
  nodeGroups: [
    { name: "default", size: 1, min: 1, max: 20, autoscaling: { enabled: true, scaleDownAfterSeconds: 60 }, ...more },
  ],
});
const unschedulable = {
  phase: "Pending",
  conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable" }],
};

type Started = Awaited<ReturnType<typeof start>>;

/** Pods of a ReplicaSet, which wait for room. */
const ask = async ({ nodes }: Started, count: number, more: object = {}) => {
  for (let i = 0; i < count; i++)
    await (await nodes.api()).apply({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: `job-${i}`, namespace: "default", ownerReferences: [{ kind: "ReplicaSet", controller: true }] },
      spec: { containers: [{ resources: { requests: { cpu: "1800m" } } }], ...more },
      status: unschedulable,
    });
};
/** The scheduler's part: one of these pods onto each node that has none. */
const schedule = async ({ nodes, clusterId, watching }: Started) => {
  const api = await nodes.api();
  const pods = watching.service.ports.kubernetes
    .objects(clusterId)
    .filter(({ metadata }) => metadata.name.startsWith("job-"));
  const taken = new Set(pods.map(({ spec }) => (spec as { nodeName?: string }).nodeName));
  const free = nodes
    .machines()
    .flatMap(({ nodeName }) => (nodeName === undefined || taken.has(nodeName) ? [] : [nodeName]));
  for (const pod of pods.filter(({ spec }) => (spec as { nodeName?: string }).nodeName === undefined)) {
    const nodeName = free.shift();
    if (nodeName === undefined) return;
    await api.apply({ ...pod, spec: { ...(pod["spec"] as object), nodeName }, status: { phase: "Running" } });
  }
};
const finish = async ({ nodes }: Started, count: number) => {
  for (let i = 0; i < count; i++)
    await (await nodes.api()).remove({ apiVersion: "v1", kind: "Pod", name: `job-${i}`, namespace: "default" });
};
/** Minutes go by in which nothing else is done. */
const wait = (watching: Watching, seconds: number) => {
  for (let i = 0; i < seconds; i++) watching.now();
};
const resizes = ({ service }: Watching) =>
  [...service.kept.operations.values()].filter(({ kind }) => kind === "node-group.update");

test("0, as many as pods ask for, and 0 again: 20 nodes come and go by themselves", async () => {
  const started = await start(scaled({ size: 0, min: 0 }));
  const { watching, clusterId, nodes } = started;
  expect(await outcomes(watching)).toEqual(["noted"]);
  await ask(started, 20);
  expect(await outcomes(watching)).toEqual(["scaling"]);
  const growth = await watching.held(clusterId);
  expect(growth).toMatchObject({
    ...{ kind: "node-group.update", requestedBy: "system:kubewright" },
    reason: { code: "PodsPending", message: expect.stringMatching(/^20 pods wait for room: default\/job-/) },
  });
  expect(await outcomes(watching)).toEqual(["busy"]);
  expect((await ended(watching.service, growth)).status).toBe("succeeded");
  expect(nodes.machines()).toHaveLength(20);
  await schedule(started);
  expect(await outcomes(watching)).toEqual(["as it was"]);
  await expectAtRest(watching.service, clusterId, nodes);

  await finish(started, 20);
  expect(await outcomes(watching)).toEqual(["noted"]);
  expect((await nodes.records()).every(({ idleSince }) => idleSince !== undefined)).toBe(true);
  wait(watching, 60);
  expect(await outcomes(watching)).toEqual(["scaling"]);
  const shrinkage = await watching.held(clusterId);
  expect(shrinkage.reason?.code).toBe("NodesIdle");
  expect((await ended(watching.service, shrinkage)).status).toBe("succeeded");
  expect(nodes.machines()).toEqual([]);
  expect(resizes(watching)).toHaveLength(2);
  expect(await outcomes(watching)).toEqual(["as it was"]);
  await expectAtRest(watching.service, clusterId, nodes);
  expect((await watching.service.ports.state.used("blue")).machines).toBe(3);
}, 30_000);

test("the nodes that are idle go, whichever the group's own rule would pick", async () => {
  const started = await start(scaled({ size: 3, min: 0 }));
  const { watching, clusterId, nodes } = started;
  const api = await nodes.api();
  for (const name of nodes.podNames()) await api.remove({ apiVersion: "v1", kind: "Pod", name, namespace: "default" });
  const [, busy] = nodes.machines();
  // Nobody would make it anew.
  await api.apply({
    ...{ apiVersion: "v1", kind: "Pod", metadata: { name: "alone", namespace: "default" } },
    spec: { nodeName: busy?.nodeName },
  });
  await watching.tick();
  wait(watching, 60);
  expect(await outcomes(watching)).toEqual(["scaling"]);
  expect((await ended(watching.service, await watching.held(clusterId))).status).toBe("succeeded");
  expect(nodes.machines().map(({ id }) => id)).toEqual([busy?.id]);
  expect((await nodes.group()).spec.size).toBe(1);
});

test("a pod that a budget keeps holds its node in service, and is not tried again at once", async () => {
  const started = await start(scaled({ size: 2, min: 0, drainSeconds: 30 }));
  const { watching, clusterId, nodes } = started;
  await nodes.budget("web", "web", 0);
  await watching.tick();
  wait(watching, 60);
  expect(await outcomes(watching)).toEqual(["scaling"]);
  const { status, error } = await ended(watching.service, await watching.held(clusterId));
  expect({ status, code: error?.code }).toEqual({ status: "rolled-back", code: "DrainBlocked" });
  expect((await nodes.group()).spec.size).toBe(2);
  expect(Object.keys((await nodes.group()).shrunkAt ?? {})).toHaveLength(1);
  expect(await outcomes(watching)).not.toEqual(["scaling"]);
});

test("growth that fails is tried again after a while; the cluster says why pods wait", async () => {
  const started = await start(scaled());
  const { watching, clusterId, nodes } = started;
  await ask(started, 2, { nodeSelector: {} });
  await watching.tick();
  watching.service.world.machineQuota = 0;
  expect((await ended(watching.service, await watching.held(clusterId))).status).toBe("rolled-back");
  expect(await outcomes(watching)).toEqual(["noted"]);
  expect(isOf(await watching.cluster(clusterId))).toMatchObject({ ScalingLimited: "true GrowthFailed" });
  expect((await watching.cluster(clusterId)).state).toBe("running");
  watching.service.world.machineQuota = 100;
  wait(watching, 300);
  expect(await outcomes(watching)).toEqual(["scaling"]);
  await ended(watching.service, await watching.held(clusterId));
  await schedule(started);
  await watching.tick();
  expect(isOf(await watching.cluster(clusterId))).toMatchObject({ ScalingLimited: "false" });
  expect(nodes.machines().length).toBeGreaterThan(1);
});

test("neither more than max, nor more than the tenant may have, nor for what no group could take", async () => {
  const started = await start(scaled({ max: 2 }));
  const { watching, clusterId, nodes } = started;
  await ask(started, 5);
  await watching.tick();
  expect((await nodes.group()).spec.size).toBe(2);
  await ended(watching.service, await watching.held(clusterId));
  await schedule(started);
  expect(await outcomes(watching)).toEqual(["noted"]);
  expect(isOf(await watching.cluster(clusterId))).toMatchObject({ ScalingLimited: "true AtLimit" });

  const poor = await start(scaled());
  poor.watching.watch.machineLimit = 4;
  await ask(poor, 5);
  await poor.watching.tick();
  expect(isOf(await poor.watching.cluster(poor.clusterId))).toMatchObject({ ScalingLimited: "true AtLimit" });

  const other = await start(scaled());
  await ask(other, 5, { nodeSelector: { tier: "gpu" } });
  await other.watching.tick();
  expect(isOf(await other.watching.cluster(other.clusterId))).toMatchObject({ ScalingLimited: "true NoGroupFits" });
  expect(resizes(other.watching)).toEqual([]);
});

test("a group that is not to be scaled is not, and nothing is said of it", async () => {
  const started = await start({ nodeGroups: [{ name: "default", size: 1, max: 5 }] });
  await ask(started, 3);
  expect(await outcomes(started.watching)).toEqual(["noted"]);
  expect(isOf(await started.watching.cluster(started.clusterId))).not.toHaveProperty("ScalingLimited");
  const { nodeGroupId } = await started.nodes.group();
  const on = await started.nodes.updateGroup(nodeGroupId, { autoscaling: { enabled: true } });
  await started.watching.service.run(on);
  expect(await outcomes(started.watching)).toEqual(["scaling"]);
  await ended(started.watching.service, await started.watching.held(started.clusterId));
  await started.watching.service.run(await started.nodes.updateGroup(nodeGroupId, { autoscaling: { enabled: false } }));
  await started.watching.tick();
  expect(isOf(await started.watching.cluster(started.clusterId))).not.toHaveProperty("ScalingLimited");
  expect((await started.nodes.records()).filter(({ idleSince }) => idleSince !== undefined)).toEqual([]);
});

test("a lost machine is replaced before the size is looked at", async () => {
  const started = await start(scaled({ size: 3 }));
  const { watching, nodes } = started;
  await ask(started, 5);
  watching.kill(nodes.machines()[0]?.id ?? "");
  expect(await outcomes(watching)).toEqual(["repair"]);
});
