import { DescribeInstancesCommand, DescribeNatGatewaysCommand, EC2Client } from "@aws-sdk/client-ec2";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { expect, test } from "@jest/globals";
import type { UsageReport } from "#contract/billing.ts";
import type { ClusterCost } from "#contract/cluster-cost.ts";
import type { HibernationPlan } from "#contract/hibernation.ts";
import type { Operation } from "#contract/operations.ts";
import { eventually } from "#local/eventually.ts";
import { orderFault } from "#local/order-fault.ts";
import { tenantOf } from "#local/tenant.ts";
import { service } from "#test/service.ts";

const ec2 = new EC2Client({});
const Bucket = "kubewright-backups-000000000000-us-east-1";
const s3 = new S3Client({ forcePathStyle: true });

/** Through API, table, Step Functions, S3 and region; what can go wrong is told in memory. */
test("a cluster sleeps and wakes; a wake that fails sleeps on; its bill stops and goes on; delete leaves nothing", async () => {
  const tenant = await tenantOf(service, "hibernation");
  const clusterId = await tenant.running({ name: "hibernation", nodeGroups: [{ name: "default", size: 1 }] });
  const mine = { Filters: [{ Name: "tag:kubewright:cluster", Values: [clusterId] }] };
  const machines = async () =>
    ((await ec2.send(new DescribeInstancesCommand(mine))).Reservations ?? [])
      .flatMap(({ Instances = [] }) => Instances)
      .filter(({ State }) => State?.Name !== "terminated");
  const gateways = async () =>
    ((await ec2.send(new DescribeNatGatewaysCommand({ Filter: mine.Filters }))).NatGateways ?? []).filter(
      ({ State }) => State !== "deleted",
    );
  const path = `/clusters/${clusterId}`;
  const switched = async (verb: string): Promise<Operation> =>
    tenant.over(await tenant.call<Operation>("POST", `${path}/${verb}`));
  const before = await tenant.cluster(clusterId);

  const plan = await tenant.call<HibernationPlan>("POST", `${path}/hibernate?validateOnly=true`);
  // Load balancer and addresses, and 209 snapshots of 20 MiB that the schedule keeps or S3 still bills, at 0.023 USD a GiB and month.
  expect(plan.price.hibernated.perHourMicros).toBe(37_500 + 129);
  expect(await tenant.cluster(clusterId)).toMatchObject({ state: "running" });

  const slept = await switched("hibernate");
  expect({ status: slept.status, error: slept.error }).toEqual({ status: "succeeded", error: undefined });
  const asleep = await tenant.cluster(clusterId);
  expect(asleep).toMatchObject({ state: "hibernated", endpoint: before.endpoint, hibernatedFrom: slept.backupId });
  expect([await machines(), await gateways(), await tenant.nodes(clusterId)]).toEqual([[], [], []]);
  await expect(tenant.call("POST", `${path}/backups`)).rejects.toThrow(/409 .*is hibernated/);
  await expect(tenant.call("DELETE", `${path}/backups/${slept.backupId}`)).rejects.toThrow(/409 .*wakes from backup/);
  const perHour = () => tenant.call<ClusterCost>("GET", `${path}/cost`).then((cost) => cost.perHourMicros);
  await eventually(perHour, (micros) => micros === 37_500, { seconds: 330, pause: 500 });
  const { items } = await tenant.call<UsageReport>("GET", `${path}/usage`);
  expect(items.length).toBeGreaterThan(0);

  // The snapshot is spoilt while its machines boot, and then what it was.
  const Key = `etcd/${clusterId}/${slept.backupId}`;
  const { Metadata = {}, Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const text = (await Body?.transformToString()) ?? "";
  const keep = (body: string) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body: body, Metadata, ChecksumAlgorithm: "SHA256" }));
  await orderFault(service.regionUrl, { kind: "slow-boot", seconds: 10 });
  const began = await tenant.call<Operation>("POST", `${path}/wake`);
  await eventually(
    () => tenant.call<Operation>("GET", `/operations/${began.id}`),
    ({ stages }) => stages.find(({ name }) => name === "LaunchWoken")?.status === "succeeded",
    { seconds: 120, pause: 200 },
  );
  await keep(`${text} `);
  expect(await tenant.over(began)).toMatchObject({ status: "rolled-back", error: { code: "BootFailed" } });
  await fetch(`${service.regionUrl}/_region/faults`, { method: "DELETE" });
  await keep(text);
  expect(await tenant.cluster(clusterId)).toMatchObject({ state: "hibernated" });
  expect([await machines(), await gateways()]).toEqual([[], []]);

  const woken = await switched("wake");
  expect({ status: woken.status, error: woken.error }).toEqual({ status: "succeeded", error: undefined });
  expect(await tenant.cluster(clusterId)).toMatchObject({ state: "running", endpoint: before.endpoint });
  expect((await tenant.nodes(clusterId)).map(({ state }) => state)).toEqual(Array(4).fill("ready"));
  expect(await machines()).toHaveLength(4);

  expect((await switched("hibernate")).status).toBe("succeeded");
  const gone = await tenant.over(await tenant.remove(clusterId));
  expect(gone).toMatchObject({ status: "succeeded", receipt: { left: [], bill: { openUsages: 0 } } });
}, 600_000);
