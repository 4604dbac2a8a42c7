import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "@jest/globals";
import type { Backup } from "#contract/backups.ts";
import type { Cluster } from "#contract/clusters.ts";
import { backupsCondition } from "#contract/conditions.ts";
import type { Operation } from "#contract/operations.ts";
import { tenantOf } from "#local/tenant.ts";
import { service } from "#test/service.ts";

const Bucket = "kubewright-backups-000000000000-us-east-1";
const s3 = new S3Client({ forcePathStyle: true });

/** How many things of AWS there are, by kind. */
const resources = async (): Promise<unknown> => (await fetch(`${service.regionUrl}/_region/resources`)).json();

/** Through API, table, Step Functions, S3 and region; what can go wrong is told in memory. */
test("a cluster is backed up, the backup proven, and restored in place; a spoilt file is refused, and nothing is left in the end", async () => {
  const tenant = await tenantOf(service, "backups");
  const clusterId = await tenant.running({ name: "backups", nodeGroups: [{ name: "default", size: 1 }] });
  const path = `/clusters/${clusterId}/backups`;
  const taken = await tenant.over(await tenant.call<Operation>("POST", path));
  expect({ status: taken.status, error: taken.error }).toEqual({ status: "succeeded", error: undefined });
  const { items } = await tenant.call<{ items: Backup[] }>("GET", path);
  expect(items).toEqual([await tenant.call<Backup>("GET", `${path}/${taken.backupId}`)]);
  const [backup] = items;
  expect(backup).toMatchObject({ id: taken.backupId, reason: "caller", requestedBy: "tester" });
  const stranger = await tenantOf(service, "strangers");
  await expect(stranger.call("GET", `${path}/${taken.backupId}`)).rejects.toThrow("404");

  const drill = async () => tenant.over(await tenant.call<Operation>("POST", `${path}/${taken.backupId}/drill`));
  const viewed = () => tenant.call<Backup>("GET", `${path}/${taken.backupId}`);
  const running = await resources();
  const drilled = await drill();
  expect({ status: drilled.status, error: drilled.error }).toEqual({ status: "succeeded", error: undefined });
  expect((await viewed()).drill).toMatchObject({ operationId: drilled.id, ok: true, hashVerified: true });
  expect((await viewed()).drill?.kinds).toMatchObject({ nodes: 4 });
  expect(await resources()).toEqual(running);
  const { recovery, conditions } = await tenant.call<Cluster>("GET", `/clusters/${clusterId}`);
  expect(recovery).toMatchObject({ provenBackupId: taken.backupId, rtoSeconds: expect.any(Number) });
  expect(conditions).toContainEqual(expect.objectContaining({ type: backupsCondition, is: "true" }));

  const before = (await tenant.nodes(clusterId)).filter(({ role }) => role === "control-plane").map(({ id }) => id);
  const restore = async () =>
    tenant.over(await tenant.call<Operation>("POST", `/clusters/${clusterId}/restore`, { backupId: taken.backupId }));
  const restored = await restore();
  expect({ status: restored.status, error: restored.error }).toEqual({ status: "succeeded", error: undefined });
  const after = (await tenant.nodes(clusterId)).filter(({ role }) => role === "control-plane");
  expect(after.map(({ state }) => state)).toEqual(["ready", "ready", "ready"]);
  for (const { id } of after) expect(before).not.toContain(id);

  const Key = `etcd/${clusterId}/${taken.backupId}`;
  const { Metadata, Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const spoilt = `${await Body?.transformToString()} `;
  const order = { Bucket, Key, Body: spoilt, ...(Metadata ? { Metadata } : {}), ChecksumAlgorithm: "SHA256" as const };
  await s3.send(new PutObjectCommand(order));
  expect(await restore()).toMatchObject({ status: "rolled-back", error: { code: "WrongState", stage: "PlanRestore" } });

  expect(await drill()).toMatchObject({ status: "rolled-back", error: { code: "WrongState", stage: "PlanDrill" } });
  expect((await viewed()).drill).toMatchObject({ ok: false, message: expect.stringContaining("SHA-256") });

  const gone = await tenant.over(await tenant.remove(clusterId));
  expect(gone).toMatchObject({ status: "succeeded", receipt: { left: [] } });
  await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toThrow();
}, 300_000);
