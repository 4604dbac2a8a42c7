import { describe, expect, test } from "@jest/globals";
import { viewCluster } from "#core/clusters/read-clusters.ts";
import { NoCapacity, WrongState } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { withFaults } from "#core/fakes/faults.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { pauseOperation, resumeOperation } from "#core/operations/pause-operation.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import { rollBackOrPlan } from "#core/upgrade/roll-back-cluster.ts";
import { wanted } from "#test/amount.ts";
import { runUpgrade } from "./broken-upgrade.ts";
import { backUp, restore, revoke } from "./cluster-calls.ts";
import { membersOf } from "./member-changes.ts";
import { nodesOf, withCluster } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory, type Service } from "./service.ts";
import { beginRollback, next, old, rollBack, upgrade, upgraded, versionsNow, whole } from "./upgrades.ts";

const was = { ...whole(old), joins: old, proxy: old, dns: "v1.14.2" };
const will = { ...whole(next), joins: next, proxy: next, dns: "v1.14.6" };
const week = 7 * 24 * 3600 * 1000;

const constraint = async ({ ports }: Service, clusterId: string) =>
  (await viewCluster({ ...callOf({}), body: undefined, params: { clusterId } }, ports)).rollback;

const recordOf = ({ kept }: Service, clusterId: string) => {
  const cluster = kept.clusters.get(clusterId);
  if (!cluster) throw new Error(`there is no ${clusterId}`);
  return cluster;
};

describe("an upgrade that is over", () => {
  test("is rolled back by a call: all is as it was, and can be upgraded again", async () => {
    const service = inMemory();
    const { clusterId } = await upgraded(service);
    const { at = "" } = recordOf(service, clusterId).upgraded ?? {};
    const until = new Date(Date.parse(at) + week).toISOString();
    expect(await constraint(service, clusterId)).toEqual({ possible: true, version: old, until });
    const { status, error } = await ended(service, await rollBack(service, clusterId));
    expect({ status, error }).toEqual({ status: "succeeded", error: undefined });
    expect(await versionsNow(service, clusterId)).toEqual(was);
    expect(await constraint(service, clusterId)).toMatchObject({ possible: false, reason: "NoUpgrade" });
    expect(await ended(service, await upgrade(service, clusterId))).toMatchObject({ status: "succeeded" });
    expect(await versionsNow(service, clusterId)).toEqual(will);
  });

  test("can be planned: every machine goes back, workers first, and that holds whatever fails", async () => {
    const service = inMemory();
    const { clusterId } = await upgraded(service);
    const call = {
      ...callOf({}),
      params: { clusterId },
      body: { force: [] },
      query: { validateOnly: "true" as const },
    };
    const plan = await rollBackOrPlan(call, { ...service.ports, ...service.write });
    expect(plan).toMatchObject({ kind: "cluster.rollback", from: next, to: old, ready: true, machines: 5 });
    expect(plan).toMatchObject({ proof: { holds: true, broken: [] }, rehearsal: { version: old } });
    const kinds = "steps" in plan ? plan.steps.map(({ kind }) => kind) : [];
    expect(kinds).toEqual(["prepare", "node", "node", "add-ons", "member", "member", "member"]);
    expect(recordOf(service, clusterId)).toMatchObject({ state: "running", spec: { version: next } });
  });

  test("is rolled back from a cluster that is not well, which is why", async () => {
    const service = inMemory();
    const { clusterId } = await upgraded(service);
    const [machine] = service.world.of("instances", clusterId).filter(({ role }) => role === "worker");
    Object.assign(machine?.node ?? {}, { ready: false, readyChangedAt: service.ports.clock.now() });
    recordOf(service, clusterId).state = "degraded";
    expect(await ended(service, await rollBack(service, clusterId))).toMatchObject({ status: "succeeded" });
    expect(await versionsNow(service, clusterId)).toEqual({ ...was, cluster: "degraded" });
  });

  test("a rollback that is cancelled half way goes forward again", async () => {
    const service = inMemory();
    const operation = await beginRollback(service);
    let done = 0;
    await service.run(operation, service.ports, (stage) => {
      if (stage !== "ReroutePods") return;
      done += 1;
      if (done === 3)
        void cancelOperation({ ...callOf({}), body: undefined, params: { operationId: operation.id } }, service.ports);
    });
    const { status } = await service.ports.state.operation(caller.tenantId, operation.id);
    expect({ status, now: await versionsNow(service, operation.clusterId) }).toEqual({
      status: "cancelled",
      now: will,
    });
  });
});

test("a rollback is paused between its steps like an upgrade, and resumed", async () => {
  const service = inMemory();
  const operation = await beginRollback(service);
  const call = { ...callOf({}), body: undefined, params: { operationId: operation.id } };
  let asked: Promise<unknown> | undefined;
  await service.run(operation, service.ports, (stage) => {
    if (stage === "RemoveNodes") asked ??= pauseOperation(call, service.write);
  });
  await asked;
  expect(await service.ports.state.operation(caller.tenantId, operation.id)).toMatchObject({ status: "paused" });
  await resumeOperation(call, service.write);
  expect(await ended(service, operation)).toMatchObject({ status: "succeeded" });
  expect(await versionsNow(service, operation.clusterId)).toEqual(was);
});

describe("a rollback that has ended half way, and could not go forward again either", () => {
  const halfWay = async () => {
    const service = inMemory();
    const operation = await beginRollback(service);
    let launched = 0;
    // One for the rehearsal, two workers and a member.
    const { ports } = withFaults(service.ports, ({ name }) => {
      if (name !== "machines.launch") return undefined;
      launched += 1;
      return launched > 4 ? { before: new NoCapacity("no more of them") } : undefined;
    });
    await service.run(operation, ports);
    const { clusterId } = operation;
    const { members, workers, version } = await versionsNow(service, clusterId);
    expect({ members, workers, version }).toEqual({ members: [next, next, old], workers: [old, old], version: next });
    return { service, operation, clusterId };
  };

  test("is asked for again, whatever has been at the cluster since, and however long ago it was upgraded", async () => {
    const { service, operation, clusterId } = await halfWay();
    expect(await ended(service, await revoke(service, clusterId))).toMatchObject({ status: "succeeded" });
    const again = retryOperation({ ...callOf({}), params: { operationId: operation.id } }, service.write);
    await expect(again).rejects.toThrow("only the last one can be retried");
    Object.assign(recordOf(service, clusterId).upgraded ?? {}, { at: "2025-12-20T00:00:00.000Z" });
    expect(await constraint(service, clusterId)).toMatchObject({ possible: true, version: old });
    expect(await ended(service, await rollBack(service, clusterId))).toMatchObject({ status: "succeeded" });
    expect(await versionsNow(service, clusterId)).toEqual({ ...was, cluster: "degraded" });
  });

  test("lets no machine come that would be newer than an API server; what takes away goes on", async () => {
    const { service, clusterId } = await halfWay();
    const nodes = nodesOf(service, clusterId);
    const { nodeGroupId } = await nodes.group();
    const [worker] = await nodes.records();
    const refusal = `the rollback of cluster ${clusterId} has not come to its end; go on with it first`;
    const bring = [
      () => nodes.createGroup({ name: "more", size: 1 }),
      () => nodes.updateGroup(nodeGroupId, { size: 3 }),
      () => nodes.replace(worker?.nodeId ?? ""),
      () => nodes.replace(membersOf(service, clusterId)[0]?.id ?? ""),
    ];
    for (const call of bring) await expect(call()).rejects.toThrow(new WrongState(refusal));
    expect(await ended(service, await nodes.drain(worker?.nodeId ?? ""))).toMatchObject({ status: "succeeded" });
  });
});

describe("is refused, naming why, and nothing changes", () => {
  const cases: [string, (service: Service, clusterId: string) => void, string, string][] = [
    [
      "after a week",
      (service, clusterId) =>
        Object.assign(recordOf(service, clusterId).upgraded ?? {}, { at: "2025-12-20T00:00:00.000Z" }),
      "TooLate",
      "7 days ago or more",
    ],
    [
      "where etcd is newer by now",
      (service, clusterId) => Object.assign(recordOf(service, clusterId), { etcdMinor: "3.7" }),
      "EtcdMoved",
      "etcd is of 3.7 by now, and machines of v1.36.3 have 3.6",
    ],
    [
      "where the version before is on offer no more",
      (service, clusterId) => Object.assign(recordOf(service, clusterId).upgraded ?? {}, { from: "v1.35.0" }),
      "VersionWithdrawn",
      "v1.35.0 is on offer no more",
    ],
    [
      "while it sleeps",
      (service, clusterId) => Object.assign(recordOf(service, clusterId), { state: "hibernated" }),
      "NotRunning",
      "the cluster is hibernated",
    ],
    [
      "while machines are of a third version",
      (service) => {
        const [node] = service.kept.nodes.values();
        if (node) node.version = "v1.38.0";
      },
      "HalfUpgraded",
      "machines are of v1.38.0; first go on with the upgrade that has left it so",
    ],
    [
      // As clusters were upgraded before etcd was kept back: nothing tells of it.
      "of a record without the upgrade",
      (service, clusterId) => delete recordOf(service, clusterId).upgraded,
      "NoUpgrade",
      `no upgrade to ${next} is on record`,
    ],
  ];
  test.each(cases)("%s", async (_, change, reason, message) => {
    const service = inMemory();
    const { clusterId } = await upgraded(service);
    change(service, clusterId);
    const before = structuredClone(recordOf(service, clusterId));
    expect(await constraint(service, clusterId)).toMatchObject({ possible: false, reason });
    await expect(rollBack(service, clusterId)).rejects.toThrow(message);
    await expect(rollBack(service, clusterId)).rejects.toBeInstanceOf(WrongState);
    expect(recordOf(service, clusterId)).toEqual(before);
  });

  test("a cluster that was never upgraded, and one that an operation holds", async () => {
    const service = inMemory();
    const { clusterId } = await withCluster(service, { version: next });
    await expect(rollBack(service, clusterId)).rejects.toThrow(`no upgrade to ${next} is on record`);
    const busy = inMemory();
    const operation = await beginRollback(busy);
    await expect(rollBack(busy, operation.clusterId)).rejects.toThrow(`operation ${operation.id} holds the cluster`);
  });

  test("objects that the version before does not know: found by the rehearsal, before anything changes", async () => {
    const service = inMemory();
    const { clusterId } = await upgraded(service);
    const api = await nodesOf(service, clusterId).api();
    service.world.unserved.add("new.example.com/v1");
    await api.apply({
      apiVersion: "new.example.com/v1",
      kind: "Thing",
      metadata: { name: "one", namespace: "default" },
    });
    const refused = await ended(service, await rollBack(service, clusterId));
    expect(refused).toMatchObject({ status: "rolled-back", error: { code: "WrongState", stage: "RecordRehearsal" } });
    expect(await versionsNow(service, clusterId)).toEqual(will);
  });
});

test("a step of a rollback that fails for good, at any stage, brings everything to the newer version again", async () => {
  const clean = await runUpgrade([], { begin: beginRollback });
  expect(clean).toMatchObject({ status: "succeeded" });
  expect(clean.leastSpare).toBeGreaterThanOrEqual(0);
  // Each stage of an upgrade fails once in every amount of tests, over the same definition.
  const isPicked = (i: number) => i % 3 === 0 || wanted("the same stage failing otherwise");
  const ofStages = [...clean.visits.entries()].filter(
    ([visit, { stage, calls }]) =>
      calls > 0 && stage !== "FinishUpgrade" && clean.visits.slice(visit + 1).every((other) => other.stage !== stage),
  );
  for (const [visit, { stage, calls }] of ofStages.filter((_, i) => isPicked(i))) {
    const order = { visit, nth: calls - 1, how: { after: new Error("a secret") } };
    const { service, operation, status, leastSpare } = await runUpgrade([order], { begin: beginRollback });
    const picture = await versionsNow(service, operation.clusterId);
    expect({ stage, status, picture }).toEqual({ stage, status: "rolled-back", picture: will });
    expect({ stage, quorum: leastSpare >= 0 }).toEqual({ stage, quorum: true });
  }
}, 240_000);

test("whoever joins after an upgrade, and who is born from a snapshot, comes with the etcd that the others have", async () => {
  const service = inMemory();
  const { clusterId } = await upgraded(service);
  const nodes = nodesOf(service, clusterId);
  const api = await nodes.api();
  const config = { apiVersion: "v1", kind: "ConfigMap", name: "kubeadm-config", namespace: "kube-system" };
  // As a snapshot has it that was taken before any upgrade.
  const { data } = (await api.get(config)) as unknown as { data: { ClusterConfiguration: string } };
  const ClusterConfiguration = data.ClusterConfiguration.replace(/^ {4}imageTag: .*\n/m, "");
  expect(ClusterConfiguration).not.toBe(data.ClusterConfiguration);
  const { apiVersion, kind, ...metadata } = config;
  await api.apply({ apiVersion, kind, metadata, data: { ClusterConfiguration } });
  const replaced = await ended(service, await nodes.replace(membersOf(service, clusterId)[1]?.id ?? ""));
  expect(replaced).toMatchObject({ status: "succeeded" });
  expect(await versionsNow(service, clusterId)).toMatchObject({ etcd: 3, etcdRuns: ["3.6"] });

  const { backupId = "", ...backup } = await backUp(service, clusterId);
  expect(await ended(service, { backupId, ...backup })).toMatchObject({ status: "succeeded" });
  expect(await ended(service, await restore(service, clusterId, backupId))).toMatchObject({ status: "succeeded" });
  const born = service.world.newborn.get(clusterId)?.members ?? [];
  expect(born.map(({ minor }) => minor)).toEqual(["3.6", "3.6", "3.6"]);
  expect(await constraint(service, clusterId)).toMatchObject({ possible: true, version: old });
});
