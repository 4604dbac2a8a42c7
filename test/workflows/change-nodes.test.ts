import { expect, test } from "@jest/globals";
import { connectCloud } from "#adapters/connect-cloud.ts";
import type { NodeGroup } from "#contract/node-groups.ts";
import type { Operation } from "#contract/operations.ts";
import { tenantOf } from "#local/tenant.ts";
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

  await done("PATCH", `/node-groups/${id}`, { size: 0 });
  expect(await workers("default")).toEqual([]);
  await done("PATCH", `/node-groups/${id}`, { size: 20, labels: { tier: "web" } });
  const grown = await workers("default");
  const zones = grown.map(({ zone }) => zone);
  expect([...new Set(zones)].map((zone) => zones.filter((one) => one === zone).length).sort()).toEqual([6, 7, 7]);
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
  await done("POST", `/nodes/${first?.id}/remove`, { force: true });
  expect(await workers("default")).toHaveLength(1);

  const added = (await groups()).find(({ name }) => name === "batch");
  await done("DELETE", `/node-groups/${added?.id}`);
  expect((await groups()).map(({ name, state, size }) => ({ name, state, size }))).toEqual([
    { name: "default", state: "running", size: 1 },
  ]);

  await done("POST", "/node-groups", { name: "other", size: 1 });
  const gone = await tenant.over(await tenant.remove(clusterId));
  expect(gone).toMatchObject({ status: "succeeded", receipt: { left: [] } });
  expect((await cloud.sweep.leftovers(clusterId)).left).toEqual([]);
}, 600_000);
