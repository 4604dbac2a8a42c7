import { expect, test } from "@jest/globals";
import { connectCloud } from "#adapters/connect-cloud.ts";
import type { NodeGroup } from "#contract/node-groups.ts";
import type { Operation } from "#contract/operations.ts";
import { tenantOf } from "#local/tenant.ts";
import { wanted } from "#test/amount.ts";
import { service } from "#test/service.ts";

const cloud = connectCloud({ AWS_REGION: process.env["AWS_REGION"] ?? "us-east-1", BACKUP_BUCKET: "" });

/** Through gateway, table, Step Functions and region; what a failure does is told in memory (test/memory/node-failures.test.ts). */
test("a cluster's nodes go through all that can be asked of them", async () => {
  const tenant = await tenantOf(service, "change-nodes");
  const clusterId = await tenant.running({ name: "nodes", nodeGroups: [{ name: "default", size: 2 }] });
  const done = async (method: string, path: string, body?: object): Promise<Operation> => {
    const asked = await tenant.call<Operation>(method, `/clusters/${clusterId}${path}`, body);
    const operation = await tenant.over(asked);
    expect({ path, status: operation.status, error: operation.error }).toEqual({ path, status: "succeeded" });
    return operation;
  };
  const workers = async (group: string) =>
    (await tenant.nodes(clusterId)).filter(({ nodeGroup, state }) => nodeGroup === group && state === "ready");
  const groups = async () =>
    (await tenant.call<{ items: NodeGroup[] }>("GET", `/clusters/${clusterId}/node-groups`)).items;
  const id = (await groups())[0]?.id ?? "";

  /** How many workers there are in each zone. */
  const spread = async (): Promise<number[]> => {
    const zones = (await workers("default")).map(({ zone }) => zone);
    return [...new Set(zones)].map((zone) => zones.filter((one) => one === zone).length).sort();
  };

  await done("PATCH", `/node-groups/${id}`, { size: 4, labels: { tier: "web" } });
  expect(await spread()).toEqual([1, 1, 2]);
  await done("PATCH", `/node-groups/${id}`, { size: 2 });

  const batch = {
    name: "batch",
    size: 2,
    spot: true,
    placement: "spread",
    dataDisks: [{ sizeGiB: 8, mountPath: "/data" }],
  };
  await done("POST", "/node-groups", batch);
  expect(await workers("batch")).toHaveLength(2);

  const [first, second] = await workers("default");
  await done("POST", `/nodes/${first?.id}/drain`, {});
  await done("POST", `/nodes/${second?.id}/replace`, {});
  const after = await workers("default");
  expect(after.map((node) => node.id)).toContain(first?.id);
  expect(after.map((node) => node.id)).not.toContain(second?.id);
  const added = (await groups()).find(({ name }) => name === "batch");
  await done("DELETE", `/node-groups/${added?.id}`);
  expect((await groups()).map(({ name, state, size }) => ({ name, state, size }))).toEqual([
    { name: "default", state: "running", size: 2 },
  ]);

  /** Stages of the same workflow, in other orders and for more machines. */
  const more = async (): Promise<void> => {
    await done("PATCH", `/node-groups/${id}`, { size: 0 });
    expect(await workers("default")).toEqual([]);
    await done("PATCH", `/node-groups/${id}`, { size: 20 });
    expect(await spread()).toEqual([6, 7, 7]);
    await done("PATCH", `/node-groups/${id}`, { size: 0 });
    expect(await workers("default")).toEqual([]);
    await done("PATCH", `/node-groups/${id}`, { size: 2 });

    await done("PATCH", `/node-groups/${id}`, { diskGiB: 30 });
    expect((await groups())[0]).toMatchObject({ size: 2, template: 2, outdated: 2 });
    const stale = await workers("default");
    const rolled = await done("POST", `/node-groups/${id}/roll`, {});
    expect(rolled.roll).toEqual({ maxSurge: 1, machines: { done: 2, total: 2 } });
    expect((await groups())[0]).toMatchObject({ size: 2, outdated: 0 });
    const fresh = await workers("default");
    expect(fresh).toHaveLength(2);
    expect(fresh.filter((node) => stale.some((old) => old.id === node.id))).toEqual([]);

    await done("POST", `/nodes/${fresh[0]?.id}/remove`, { force: true });
    expect(await workers("default")).toHaveLength(1);
    await done("POST", "/node-groups", { name: "other", size: 1 });
  };
  if (wanted("told in memory")) await more();
  const gone = await tenant.over(await tenant.remove(clusterId));
  expect(gone).toMatchObject({ status: "succeeded", receipt: { left: [] } });
  expect((await cloud.sweep.leftovers(clusterId)).left).toEqual([]);
}, 600_000);
