import { ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, expect, test } from "@jest/globals";
import { connectCloud } from "#adapters/connect-cloud.ts";
import type { Backup } from "#contract/backups.ts";
import type { Operation } from "#contract/operations.ts";
import type { Plan } from "#contract/plans.ts";
import { createStages } from "#core/operations/stages.ts";
import { functionFaults } from "#local/function-faults.ts";
import { tenantOf } from "#local/tenant.ts";
import { service } from "#test/service.ts";

const Bucket = "kubewright-backups-000000000000-us-east-1";
const s3 = new S3Client({ forcePathStyle: true });
const cloud = connectCloud({ AWS_REGION: process.env["AWS_REGION"] ?? "us-east-1", BACKUP_BUCKET: "" });
const faults = functionFaults(service.localstackUrl);
const ordered: string[] = [];
afterAll(async () => {
  for (const id of ordered) await faults.takeBack(id);
});

/** What S3 has of a cluster's snapshots: those that are there, and those that were removed. */
const filesOf = async (clusterId: string): Promise<{ there: number; removed: number }> => {
  const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: `etcd/${clusterId}/` }));
  const there = Versions.filter(({ IsLatest }) => IsLatest).length;
  return { there, removed: Versions.length - there };
};

/** Through API, table, Step Functions, S3 and region; what can go wrong is told in memory. */
test("a backup becomes a cluster of its own; one that fails leaves neither machine nor copy; the old one may go", async () => {
  const tenantId = "restored-as-new";
  const tenant = await tenantOf(service, tenantId);
  const small = { nodeGroups: [{ name: "default", size: 1 }] };
  const old = await tenant.running({ name: "old", ...small });
  const taken = await tenant.over(await tenant.call<Operation>("POST", `/clusters/${old}/backups`));
  const restoreFrom = { clusterId: old, backupId: taken.backupId ?? "" };
  const [before, machines] = [await tenant.cluster(old), await tenant.nodes(old)];

  const refused = tenant.create({ name: "new", version: "1.36", restoreFrom });
  await expect(refused).rejects.toThrow(
    /400 .*"field":"version","value":"1\.36","allowed":"1\.37, which the backup is of/,
  );
  const stranger = await tenantOf(service, "strangers");
  await expect(stranger.create({ name: "new", restoreFrom })).rejects.toThrow("404");
  const plan = await tenant.call<Plan>("POST", "/clusters?validateOnly=true", { name: "new", ...small, restoreFrom });
  expect(plan.stages.map(({ name }) => name)).toEqual(createStages(true));
  expect(plan.price?.perHourMicros).toBeGreaterThan(0);

  for (const stage of ["CopySnapshot", "OpenRestored"]) {
    const { id } = await faults.order({ kind: "fail", at: "end", count: null, event: { tenantId, stage } });
    ordered.push(id);
    const failed = await tenant.over(await tenant.create({ name: "failed", ...small, restoreFrom }));
    await faults.takeBack(id);
    expect(failed).toMatchObject({ status: "rolled-back", error: { code: "Ordered", stage } });
    expect(await filesOf(failed.clusterId)).toEqual({ there: 0, removed: 0 });
    expect((await cloud.sweep.leftovers(failed.clusterId)).left).toEqual([]);
    await tenant.over(await tenant.remove(failed.clusterId));
  }

  const created = await tenant.over(await tenant.create({ name: "new", ...small, restoreFrom }));
  expect({ status: created.status, error: created.error }).toEqual({ status: "succeeded", error: undefined });
  expect(created.stages.map(({ name, status }) => `${name} ${status}`)).toEqual(
    createStages(true).map((name) => `${name} succeeded`),
  );
  const { clusterId } = created;
  expect(await tenant.cluster(clusterId)).toMatchObject({ state: "running", restoredFrom: restoreFrom });
  expect((await tenant.nodes(clusterId)).map(({ state }) => state)).toEqual(Array(4).fill("ready"));
  // What it was born from is not its backup: S3 keeps it for a while, as it does with what was removed.
  expect(await filesOf(clusterId)).toEqual({ there: 0, removed: 1 });
  expect((await tenant.call<{ items: Backup[] }>("GET", `/clusters/${clusterId}/backups`)).items).toEqual([]);
  // What the watch has noted of its health meanwhile is not ours to compare.
  const { state, endpoint, nodeGroups, version } = before;
  expect(await tenant.cluster(old)).toMatchObject({ state, endpoint, nodeGroups, version });
  expect(await tenant.nodes(old)).toEqual(machines);

  const removed = await tenant.over(await tenant.remove(old));
  expect(removed).toMatchObject({ status: "succeeded", receipt: { left: [] } });
  await expect(tenant.create({ name: "late", restoreFrom })).rejects.toThrow("404");

  // All that it holds is its own: its nodes and no others.
  const backups = `/clusters/${clusterId}/backups`;
  const own = await tenant.over(await tenant.call<Operation>("POST", backups));
  const drilled = await tenant.over(await tenant.call<Operation>("POST", `${backups}/${own.backupId}/drill`));
  expect(drilled.error).toBeUndefined();
  expect((await tenant.call<Backup>("GET", `${backups}/${own.backupId}`)).drill?.kinds).toMatchObject({ nodes: 4 });
  const gone = await tenant.over(await tenant.remove(clusterId));
  expect(gone).toMatchObject({ status: "succeeded", receipt: { left: [], bill: { openUsages: 0 } } });
  expect(await filesOf(clusterId)).toEqual({ there: 0, removed: 0 });
}, 600_000);
