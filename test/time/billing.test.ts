import { join } from "node:path";
import {
  DescribeInstancesCommand,
  DescribeNatGatewaysCommand,
  DescribeVolumesCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { InvokeCommand, LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import { ListObjectVersionsCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { ChargeReport, UsageReport } from "#contract/billing.ts";
import type { ClusterCost } from "#contract/cluster-cost.ts";
import type { Event } from "#contract/events.ts";
import type { Operation } from "#contract/operations.ts";
import type { Reconciliation } from "#contract/reconciliation.ts";
import type { Statement } from "#contract/statements.ts";
import { eventually } from "#local/eventually.ts";
import { cacheFolder, root } from "#local/folders.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { moveTime } from "#local/move-time.ts";
import { orderFault } from "#local/order-fault.ts";
import { type Service, startService } from "#local/service.ts";
import { tenantOf } from "#local/tenant.ts";

/** Of its own: what runs on another one would grow old with it. */
let service: Service;
let ec2: EC2Client;
let lambda: LambdaClient;
let s3: S3Client;
const unwanted = new AbortController();

beforeAll(async () => {
  const say = (line: string) => process.stderr.write(`${line}\n`);
  await installLocalStack({ cacheDir: cacheFolder(), say });
  const stateDir = join(root, ".kubewright/test/time");
  const { signal } = unwanted;
  service = await startService({ machines: "simulated", stateDir, region: { bootSeconds: 0 }, say, signal });
  const settings = { region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };
  ec2 = new EC2Client({ ...settings, endpoint: service.regionUrl });
  lambda = new LambdaClient({ ...settings, endpoint: service.localstackUrl });
  s3 = new S3Client({ ...settings, endpoint: service.localstackUrl, forcePathStyle: true });
}, 580_000);
afterAll(async () => {
  unwanted.abort();
  await service?.stop();
}, 120_000);

/** An event of EC2 takes a second; should it be lost, the watch's turn five minutes. */
const until = <Seen>(look: () => Promise<Seen>, isThere: (seen: Seen) => boolean): Promise<Seen> =>
  eventually(look, isThere, { seconds: 330, pause: 500 });

interface RegionEvent {
  createdAt: string;
  detail: { "instance-id"?: string; state?: string };
}

const [hour, day] = [3600, 86_400];
const second = (moment: string | Date | undefined): number => Math.floor(new Date(moment ?? "").getTime() / 1000);
/** At least a minute is billed. */
const billed = (start: number, end: number): number => Math.max(60, end - start);
const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

/** A function of events, as the rule that calls it each minute or hour does. */
const calling = async (name: string) => {
  const found: string[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {}))
    for (const { Description, FunctionName = "" } of Functions)
      if (Description === `Kubewright events/${name}`) found.push(FunctionName);
  expect(found).toHaveLength(1);
  return async (): Promise<unknown> => {
    const order = new InvokeCommand({ FunctionName: found[0], Payload: JSON.stringify({ detail: {} }) });
    const { FunctionError, Payload } = await lambda.send(order);
    expect(FunctionError).toBeUndefined();
    return JSON.parse(Buffer.from(Payload ?? "null").toString() || "null");
  };
};

/** So many seconds before a month's end: whenever the test runs, its time is the same within the month. */
const moveBeforeMonthEnd = async (seconds: number): Promise<{ now: string; end: string }> => {
  const now = new Date(await moveTime(service.regionUrl, 0));
  const ends = [1, 2].map((months) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months));
  const end = ends.find((one) => one - seconds * 1000 > now.getTime()) ?? 0;
  return {
    now: await moveTime(service.regionUrl, (end - now.getTime()) / 1000 - seconds),
    end: new Date(end).toISOString(),
  };
};

// Through EC2's events, stages, table and API.
test("a cluster's bill is what the region says there was, to the second, over days and a month's end", async () => {
  const [readPrices, watch] = [await calling("refresh-prices"), await calling("watch-clusters")];
  const { now: began, end: monthEnd } = await moveBeforeMonthEnd(2 * hour);
  const [first, next] = [began.slice(0, 7), monthEnd.slice(0, 7)];
  expect(await readPrices()).toMatchObject({ spot: { news: expect.any(Number) } });
  const tenant = await tenantOf(service, "billing");
  const clusterId = await tenant.running({
    name: "billing",
    backups: { everyHours: 0, drillEveryDays: 0 },
    nodeGroups: [{ name: "default", size: 1, spot: true, repair: { enabled: false } }],
  });
  const mine = { Filters: [{ Name: "tag:kubewright:cluster", Values: [clusterId] }] };
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand(mine));
  const instances = Reservations.flatMap(({ Instances = [] }) => Instances);
  const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand(mine));
  const cost = () => tenant.call<ClusterCost>("GET", `/clusters/${clusterId}/cost`);
  const perHour = () => cost().then(({ perHourMicros }) => perHourMicros);
  // 3 machines and a spot machine, a NAT gateway, a balancer, 4 addresses; volumes come on top.
  const [listed, most] = [3 * 83_200 + 45_000 + 22_500 + 20_000, 4 * 83_200 + 45_000 + 22_500 + 20_000 + 25_000];
  const whole = await until(perHour, (micros) => micros > listed);
  expect(whole).toBeLessThan(most);

  const saved = await tenant.over(await tenant.call<Operation>("POST", `/clusters/${clusterId}/backups`));
  expect(saved.status).toBe("succeeded");
  const Bucket = "kubewright-backups-000000000000-us-east-1";
  const versions = async () =>
    (await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: `etcd/${clusterId}/` }))).Versions ?? [];
  const [snapshot] = await versions();
  expect(second(snapshot?.LastModified)).toBeGreaterThanOrEqual(second(saved.createdAt));

  // An hour later the worker dies by itself: EC2 finds it stopped.
  await moveTime(service.regionUrl, hour);
  const worker = (await tenant.nodes(clusterId)).find(({ role }) => role === "worker")?.id ?? "";
  const before = await perHour();
  await orderFault(service.regionUrl, { kind: "kill-machine", instanceId: worker });
  await until(perHour, (micros) => micros < before);
  await until(
    () => tenant.cluster(clusterId),
    ({ state }) => state === "degraded" || state === "running",
  );

  // The next month's first hours, and a minute of the cluster's turn within them.
  const statements = () =>
    tenant.call<{ items: Statement[] }>("GET", `/clusters/${clusterId}/statements`).then(({ items }) => items);
  const turn = async (isThere: (items: Statement[]) => boolean): Promise<Statement[]> => {
    for (let minutes = 0; minutes < 60; minutes += 1) {
      await watch();
      const items = await statements();
      if (isThere(items)) return items;
      await moveTime(service.regionUrl, 60);
    }
    throw new Error(`no turn within an hour: ${JSON.stringify(await statements())}`);
  };
  await moveTime(service.regionUrl, 2 * hour);
  const open = await turn((items) => items.some(({ month }) => month === next));
  expect(open.map(({ month, state }) => [month, state])).toEqual([
    [next, "open"],
    [first, "open"],
  ]);
  const charges = (query: string) => tenant.call<ChargeReport>("GET", `/clusters/${clusterId}/charges?${query}`);
  const lastDay = await charges(`since=${began.slice(0, 10)}T00:00:00Z&until=${monthEnd}&by=hour`);
  const { yesterdayMicros, todayMicros, monthMicros, forecastMicros } = await cost();
  expect(yesterdayMicros).toBe(lastDay.totalMicros);
  expect([todayMicros, open[1]?.totalMicros]).toEqual([monthMicros, lastDay.totalMicros]);
  // What is there now, for all of the month.
  expect(forecastMicros).toBeGreaterThan(27 * 24 * listed);

  // Two days after its end a month is closed.
  await moveTime(service.regionUrl, 2 * day);
  await readPrices();
  const [, closed] = await turn((items) => items.some(({ state }) => state === "closed"));
  expect(closed).toMatchObject({ month: first, state: "closed", totalMicros: lastDay.totalMicros });

  const gone = await tenant.over(await tenant.remove(clusterId));
  expect(gone).toMatchObject({ status: "succeeded", receipt: { left: [], bill: { openUsages: 0, unrated: [] } } });
  const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({ Filter: mine.Filters }));
  const { delivered } = (await (await fetch(`${service.regionUrl}/_region/events`)).json()) as {
    delivered: RegionEvent[];
  };
  /** When the machine was first in one of the states. */
  const firstIn = (...states: string[]) => {
    const times = delivered.filter(({ detail: { state = "" } }) => states.includes(state));
    return (instanceId: string | undefined): number =>
      second(times.find(({ detail }) => detail["instance-id"] === instanceId)?.createdAt);
  };
  const stops = firstIn("stopping", "stopped", "shutting-down", "terminated");
  // The disk of a machine that only stands is there still.
  const ends = firstIn("shutting-down", "terminated");
  const machines = instances.map(({ InstanceId, LaunchTime }) => billed(second(LaunchTime), stops(InstanceId)));
  const volumes = Volumes.map(
    ({ CreateTime, Size = 0, Attachments }) => Size * billed(second(CreateTime), ends(Attachments?.[0]?.InstanceId)),
  );
  // The whole of the last hour.
  const over = await moveTime(service.regionUrl, hour);
  const range = `since=${began}&until=${over}`;
  const { items } = await tenant.call<UsageReport>("GET", `/clusters/${clusterId}/usage?${range}`);
  const used = (kind: string): number =>
    sum(items.filter((item) => item.kind === kind).map(({ unitSeconds }) => unitSeconds));
  expect(machines).toHaveLength(4);
  expect(used("machine")).toBe(sum(machines));
  expect(sum(machines)).toBeGreaterThan(3 * (2 * day + 3 * hour));
  expect(used("volume")).toBe(sum(volumes));
  // In KiB; it went while the cluster was deleted, and S3 does not say when.
  expect(await versions()).toEqual([]);
  const stored = (until: string | undefined): number =>
    ((snapshot?.Size ?? 0) / 1024) * (second(until) - second(snapshot?.LastModified));
  expect(used("snapshot")).toBeGreaterThanOrEqual(Math.floor(stored(gone.createdAt)));
  expect(used("snapshot")).toBeLessThanOrEqual(Math.ceil(stored(gone.endedAt)));
  expect(stored(gone.createdAt)).toBeGreaterThan(2 * day);
  // Clock hours that they were in.
  const hours = NatGateways.map(
    ({ CreateTime, DeleteTime }) =>
      Math.floor((second(DeleteTime) - 1) / 3600) - Math.floor(second(CreateTime) / 3600) + 1,
  );
  expect(used("nat-gateway")).toBe(3600 * sum(hours));

  // What the region says there was, as lines of a bill: of machines and volumes nothing differs, of a minute more that minute does.
  const line = { usageType: "x", micros: 0 };
  const machineLines = instances.map(({ InstanceId = "" }, i) => ({
    ...{ ...line, resourceId: InstanceId, kind: "machine", unitSeconds: machines[i] ?? 0 },
  }));
  const volumeLines = Volumes.map(({ VolumeId = "" }, i) => ({
    ...{ ...line, resourceId: VolumeId, kind: "volume", unitSeconds: volumes[i] ?? 0 },
  }));
  const reconcile = async (lines: object[]): Promise<Record<string, number>> => {
    const body = { since: began, until: over, lines };
    const { differences } = await tenant.call<Reconciliation>("POST", "/billing/reconciliations", body);
    const seconds: Record<string, number> = { machine: 0, volume: 0 };
    for (const { kind, difference } of differences) seconds[kind] = (seconds[kind] ?? 0) + difference.unitSeconds;
    return seconds;
  };
  expect(await reconcile([...machineLines, ...volumeLines])).toMatchObject({ machine: 0, volume: 0 });
  const [one, ...rest] = machineLines;
  const longer = { ...line, ...one, unitSeconds: (one?.unitSeconds ?? 0) + 60 };
  expect(await reconcile([longer, ...rest, ...volumeLines])).toMatchObject({ machine: 60, volume: 0 });
  const { items: events } = await tenant.call<{ items: Event[] }>("GET", `/clusters/${clusterId}/events`);
  expect(events.filter(({ kind }) => kind === "bill.residual").length).toBeGreaterThan(0);

  const { totalMicros } = await charges(`${range}&by=hour`);
  expect(totalMicros).toBe(gone.receipt?.bill?.totalMicros);
  const last = await statements();
  expect(last.map(({ month, state }) => [month, state])).toEqual([
    [next, "closed"],
    [first, "closed"],
  ]);
  expect(sum(last.map((statement) => statement.totalMicros))).toBe(totalMicros);
}, 600_000);
