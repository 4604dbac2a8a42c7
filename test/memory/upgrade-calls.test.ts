import { describe, expect, test } from "@jest/globals";
import { UpgradeCluster } from "#contract/upgrades.ts";
import { viewCluster } from "#core/clusters/read-clusters.ts";
import { InvalidInput, WrongState } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import { planUpgrade } from "#core/upgrade/plan-upgrade.ts";
import { runUpgrade } from "./broken-upgrade.ts";
import { nodesOf, withCluster } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, inMemory, machines, type Service } from "./service.ts";
import { beginUpgrade, next, old, upgrade, versionsNow, whole } from "./upgrades.ts";

const was = { ...whole(old), joins: old, proxy: old, dns: "v1.14.2" };
const will = { ...whole(next), joins: next, proxy: next, dns: "v1.14.6" };

const cancel = ({ ports }: Service, operationId: string) =>
  cancelOperation({ ...callOf({}), body: undefined, params: { operationId } }, ports);

describe("bad input changes nothing, and is told what is allowed", () => {
  test.each([
    [old, old, `the cluster is of ${old} already; allowed: ${next}`],
    [next, old, `older than the cluster's ${next}; allowed: none now`],
  ])("a cluster of %s to %s", async (from, to, allowed) => {
    const service = inMemory();
    const { clusterId } = await withCluster(service, { version: from });
    const before = await service.ports.state.cluster(caller.tenantId, clusterId);
    const failed = await upgrade(service, clusterId, { version: to }).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(InvalidInput);
    expect((failed as InvalidInput).faults[0]?.allowed).toContain(allowed);
    expect(await service.ports.state.cluster(caller.tenantId, clusterId)).toEqual(before);
  });

  test("a version that is not on offer", () => {
    const read = UpgradeCluster.safeParse({ version: "1.99" });
    expect(read.error?.issues[0]?.message).toContain("v1.37.2");
  });

  test("a busy cluster, and a degraded one whose machines are of one version", async () => {
    const service = inMemory();
    const { clusterId } = await beginUpgrade(service);
    await expect(upgrade(service, clusterId)).rejects.toThrow(WrongState);
    const other = inMemory();
    const { clusterId: sick } = await withCluster(other, { version: old });
    const kept = other.kept.clusters.get(sick);
    if (kept) kept.state = "degraded";
    await expect(upgrade(other, sick)).rejects.toThrow("is degraded");
  });
});

test("the plan names all steps, what is in the way, and what holds; the same is refused by the workflow, and nothing changes", async () => {
  const service = inMemory();
  const { clusterId } = await withCluster(service, { version: old, nodeGroups: [{ name: "default", size: 2 }] });
  const api = await nodesOf(service, clusterId).api();
  await api.apply({
    ...{ apiVersion: "policy/v1", kind: "PodDisruptionBudget", metadata: { name: "web", namespace: "default" } },
    spec: { selector: { matchLabels: { app: "nobody" } } },
    status: { expectedPods: 2, desiredHealthy: 2, disruptionsAllowed: 0 },
  });
  const call = { caller, params: { clusterId }, body: { version: "1.37", chain: false, force: [] } };
  const plan = await planUpgrade(call, service.ports);
  expect(plan).toMatchObject({ from: old, to: next, ready: false, machines: 5, proof: { holds: true, broken: [] } });
  expect(plan.steps.map(({ kind }) => kind)).toEqual([
    "prepare",
    "member",
    "member",
    "member",
    "add-ons",
    ...["finalise", "finalise", "finalise"],
    "node",
    "node",
  ]);
  // Three members (210 s) and two workers (155 s) are there twice, at 83,200 micro-dollars an hour with 40 GiB each at 8 cents a month.
  const { before, after, change } = plan.changePrice;
  expect(after).toEqual(before);
  expect(change.seconds).toBe(3 * 210 + 2 * 155 + 3 * 70 + 20);
  expect(Math.abs(change.micros - ((83_200 + 4384) * (3 * 210 + 2 * 155)) / 3600)).toBeLessThan(2);
  const refused = await ended(service, await upgrade(service, clusterId));
  expect(refused).toMatchObject({ status: "rolled-back", error: { code: "WrongState", stage: "CheckReadiness" } });
  expect(await versionsNow(service, clusterId)).toEqual(was);
  const forced = await ended(
    service,
    await upgrade(service, clusterId, { version: next, force: ["disruption-budgets"] }),
  );
  expect({ status: forced.status, error: forced.error }).toEqual({ status: "succeeded", error: undefined });
});

test("each stage, run twice in a row, does what it does once", async () => {
  const service = inMemory();
  const operation = await beginUpgrade(service);
  const { States } = machines["upgrade-cluster"] as (typeof machines)[string];
  const twice = Object.keys(States).filter((name) => States[name]?.Type === "Task" && name !== "FinishUpgrade");
  await service.run(operation, service.ports, undefined, new Set(twice));
  expect(await versionsNow(service, operation.clusterId)).toEqual(will);
}, 30_000);

test("cancelled at any of its stages, it goes back to the old version", async () => {
  const clean = await runUpgrade();
  for (const [visit, { stage }] of clean.visits.entries()) {
    if (visit === 0 || clean.visits.slice(0, visit).some((other) => other.stage === stage)) continue;
    let asked: Promise<unknown> = Promise.resolve();
    const { service, operation, status, leastSpare } = await runUpgrade([], {
      before: (now, one, { id }) => {
        if (now === visit) asked = cancel(one, id);
      },
    });
    await asked;
    const picture = await versionsNow(service, operation.clusterId);
    expect({ stage, status, picture, spare: leastSpare >= 0 }).toEqual({
      stage,
      status: "cancelled",
      picture: was,
      spare: true,
    });
  }
}, 120_000);

test("where the way back fails too the cluster is degraded and says what is where; a retry goes on, all the way back", async () => {
  const clean = await runUpgrade();
  const visit = clean.visits.findLastIndex(({ stage }) => stage === "CheckHealth");
  const order = { visit, nth: 0, how: { before: new Error("a secret") } };
  const probe = await runUpgrade([order]);
  const again = probe.visits.findIndex(({ stage }, i) => i > visit && stage === "LaunchMachines");
  const { service, operation, status, error } = await runUpgrade([order, { ...order, visit: again }]);
  expect({ status, error }).toMatchObject({
    status: "failed",
    error: { stage: "LaunchMachines", message: expect.stringContaining("members: 3 of v1.37.2; workers:") },
  });
  expect((await service.ports.state.cluster(caller.tenantId, operation.clusterId)).state).toBe("degraded");
  const params = { operationId: operation.id };
  const retried = await retryOperation({ ...callOf({}), body: undefined, params }, service.write);
  const view = await viewCluster(
    { ...callOf({}), body: undefined, params: { clusterId: operation.clusterId } } as never,
    service.ports,
  );
  expect(view.upgrade).toMatchObject({ from: old, to: next, target: old });
  expect((await ended(service, retried)).status).toBe("rolled-back");
  expect(await versionsNow(service, operation.clusterId)).toEqual({ ...was, cluster: "degraded" });
}, 60_000);
