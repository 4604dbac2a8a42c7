import { expect, test } from "@jest/globals";
import type { Backup } from "#contract/backups.ts";
import type { Cluster } from "#contract/clusters.ts";
import type { Operation } from "#contract/operations.ts";
import type { UpgradePlan } from "#contract/upgrades.ts";
import { eventually } from "#local/eventually.ts";
import { orderFault } from "#local/order-fault.ts";
import { tenantOf } from "#local/tenant.ts";
import { wanted } from "#test/amount.ts";
import { service } from "#test/service.ts";

const [old, next] = ["v1.36.3", "v1.37.2"];
/** Of this test's control planes alone. */
const machineType = "m6i.large" as const;

/** Through API, table, Step Functions and region; what can go wrong is told in memory. */
test("a cluster is brought to the next minor by the service, in its window; before that, one step that fails has brought it back, and after it a call", async () => {
  const tenant = await tenantOf(service, "upgrade");
  const spec = {
    name: "upgrade",
    version: old,
    ...{ controlPlane: { machineType }, nodeGroups: [{ name: "default", size: 1 }] },
  };
  const clusterId = await tenant.running(spec);
  const versions = async () => {
    const nodes = await tenant.nodes(clusterId);
    const { version, state } = await tenant.cluster(clusterId);
    return { version, state, nodes: nodes.map((node) => `${node.role} ${node.version} ${node.state}`).sort() };
  };
  const all = (version: string) => ({
    ...{ version, state: "running" },
    nodes: [...Array(3).fill(`control-plane ${version} ready`), `worker ${version} ready`],
  });
  const path = `/clusters/${clusterId}/upgrade`;

  const plan = await tenant.call<UpgradePlan>("POST", `${path}?validateOnly=true`, { version: "1.37" });
  expect(plan).toMatchObject({ from: old, to: next, ready: true, findings: [], machines: 4, proof: { holds: true } });
  expect(plan.rehearsal).toMatchObject({ machineType: "t3.medium", version: next, unrated: [] });
  expect(plan.steps.map(({ kind }) => kind)).toEqual([
    "prepare",
    "member",
    "member",
    "member",
    "add-ons",
    ...Array(3).fill("finalise"),
    "node",
  ]);
  await expect(tenant.call("POST", path, { version: old })).rejects.toThrow(
    /is of v1\.36\.3 already; allowed: v1\.37\.2/,
  );

  // One member is replaced, and then there is no machine for another one: as often as the client asks.
  const began = await tenant.call<Operation>("POST", path, { version: "1.37" });
  await eventually(
    () => tenant.call<Operation>("GET", `/operations/${began.id}`),
    ({ upgrade }) => upgrade?.machines.done === 1,
    { seconds: 120, pause: 200 },
  );
  await orderFault(service.regionUrl, { kind: "no-capacity", instanceType: machineType, count: 3 });
  const back = await tenant.over(began);
  expect(back).toMatchObject({ status: "rolled-back", error: { code: "NoCapacity" }, upgrade: { target: old } });
  expect(await versions()).toEqual(all(old));

  // From now on it is the service that upgrades it: a window of a day opens each hour, and the minute's watch sees to the rest.
  const window = { schedule: "0 * * * *", durationMinutes: 1440 };
  const { maintenance } = await tenant.call<Cluster>("PATCH", `/clusters/${clusterId}`, {
    maintenance: { channel: "rapid", window },
  });
  expect(maintenance?.nextUpgrade).toEqual({ version: next, at: expect.any(String) });
  const [begun] = await eventually(
    () => tenant.call<{ items: Operation[] }>("GET", `/operations?clusterId=${clusterId}`).then(({ items }) => items),
    ([newest]) => newest?.requestedBy === "system:kubewright",
    { seconds: 150, pause: 500 },
  );
  expect(begun).toMatchObject({ kind: "cluster.upgrade", reason: { code: "MaintenanceWindow" } });
  const done = await tenant.over(begun as Operation, 300, 400_000);
  expect({ status: done.status, error: done.error }).toEqual({ status: "succeeded", error: undefined });
  expect(done.upgrade).toMatchObject({ target: next, machines: { done: 4, total: 4 } });
  expect(done.upgrade?.rehearsal).toMatchObject({ verdict: "passed", version: next, backupId: done.backupId });
  const { items: backups } = await tenant.call<{ items: Backup[] }>("GET", `/clusters/${clusterId}/backups`);
  expect(backups.map(({ id, reason }) => ({ id, reason }))).toEqual(
    [done, back].map(({ backupId }) => ({ id: backupId, reason: "upgrade" })),
  );
  expect(await versions()).toEqual(all(next));

  expect((await tenant.cluster(clusterId)).rollback).toMatchObject({ possible: true, version: old });
  const rolledBack = await tenant.over(await tenant.call<Operation>("POST", `/clusters/${clusterId}/rollback`, {}));
  expect({ status: rolledBack.status, error: rolledBack.error }).toEqual({ status: "succeeded", error: undefined });
  expect(await versions()).toEqual(all(old));
  await expect(tenant.call("POST", `/clusters/${clusterId}/rollback`, {})).rejects.toThrow(
    /cannot be rolled back: no upgrade to v1\.36\.3 is on record/,
  );
  const gone = await tenant.over(await tenant.remove(clusterId));
  expect(gone).toMatchObject({ status: "succeeded", receipt: { left: [] } });
}, 900_000);

(wanted("minutes on the whole service") ? test : test.skip)(
  "an upgrade that is paused stops between two machines and goes on; cancelled while it is paused, it goes back",
  async () => {
    const tenant = await tenantOf(service, "pause");
    const spec = { name: "pause", version: old, nodeGroups: [{ name: "default", size: 1 }] };
    const clusterId = await tenant.running(spec);
    const versions = async () => (await tenant.nodes(clusterId)).map(({ version, state }) => `${version} ${state}`);
    const looked = (id: string, isThere: (operation: Operation) => boolean) =>
      eventually(() => tenant.call<Operation>("GET", `/operations/${id}`), isThere, { seconds: 120, pause: 200 });
    const ask = (id: string, call: string) => tenant.call<Operation>("POST", `/operations/${id}/${call}`);
    const pausedAfter = async (machines: number): Promise<string> => {
      const { id } = await tenant.call<Operation>("POST", `/clusters/${clusterId}/upgrade`, { version: "1.37" });
      await looked(id, ({ upgrade }) => upgrade?.machines.done === machines);
      await ask(id, "pause");
      const { pause, stages } = await looked(id, ({ status }) => status === "paused");
      expect(pause).toMatchObject({ by: expect.any(String), since: expect.any(String) });
      expect(stages.filter(({ status }) => status === "running")).toEqual([]);
      expect(new Set((await versions()).map((one) => one.split(" ")[1]))).toEqual(new Set(["ready"]));
      return id;
    };

    // Nobody starts what is cancelled while it is paused but the table's stream, or the tick.
    const first = await pausedAfter(1);
    await expect(ask(first, "retry")).rejects.toThrow(/409.*not over: paused; it can be retried once it is failed/);
    expect((await tenant.cluster(clusterId)).activeOperation).toBe(first);
    await ask(first, "cancel");
    expect(await tenant.over({ id: first } as Operation)).toMatchObject({ status: "cancelled" });
    expect(await versions()).toEqual(Array(4).fill(`${old} ready`));

    const second = await pausedAfter(2);
    await ask(second, "resume");
    await expect(ask(second, "resume")).rejects.toThrow(/409.*it can be resumed while it is paused/);
    const { status, error, pause } = await tenant.over({ id: second } as Operation, 300, 400_000);
    expect({ status, error, pause }).toEqual({ status: "succeeded", error: undefined, pause: undefined });
    expect(await versions()).toEqual(Array(4).fill(`${next} ready`));
    await tenant.over(await tenant.remove(clusterId));
  },
  600_000,
);
