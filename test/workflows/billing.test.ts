import {
  DescribeInstancesCommand,
  DescribeNatGatewaysCommand,
  DescribeVolumesCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { InvokeCommand, LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import { expect, test } from "@jest/globals";
import type { ChargeReport, UsageReport } from "#contract/billing.ts";
import type { ClusterCost } from "#contract/cluster-cost.ts";
import type { Event } from "#contract/events.ts";
import type { Reconciliation } from "#contract/reconciliation.ts";
import type { Statement } from "#contract/statements.ts";
import { eventually } from "#local/eventually.ts";
import { orderFault } from "#local/order-fault.ts";
import { tenantOf } from "#local/tenant.ts";
import { service } from "#test/service.ts";

/** An event of EC2 takes a second; should it be lost, the watch's turn five minutes. */
const until = <Seen>(look: () => Promise<Seen>, isThere: (seen: Seen) => boolean): Promise<Seen> =>
  eventually(look, isThere, { seconds: 330, pause: 500 });

interface RegionEvent {
  createdAt: string;
  detail: { "instance-id"?: string; state?: string };
}

const second = (moment: string | Date | undefined): number => Math.floor(new Date(moment ?? "").getTime() / 1000);
/** At least a minute is billed. */
const billed = (start: number, end: number): number => Math.max(60, end - start);

/** As the hourly rule calls it: prices are there from then on. */
const readPrices = async (): Promise<void> => {
  const lambda = new LambdaClient({});
  const names: string[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {}))
    for (const { Description, FunctionName = "" } of Functions)
      if (Description === "Kubewright events/refresh-prices") names.push(FunctionName);
  expect(names).toHaveLength(1);
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName: names[0] }));
  expect(FunctionError).toBeUndefined();
  const { spot } = JSON.parse(Buffer.from(Payload ?? "{}").toString()) as { spot: { news?: number } };
  expect(spot.news).toBeGreaterThanOrEqual(0);
};

const hour = 3_600_000;
/**
 * Reports tell of hours until this one's end: a minute that is billed at least and reaches into the next is not whole in them before
 * that has come.
 */
const minuteFits = (): Promise<number> =>
  eventually(
    () => hour - (Date.now() % hour),
    (left) => left > 180_000,
    { seconds: 200, pause: 1000 },
  );

// Through EC2's events, stages, table and API.
test("a cluster's bill is what the region says there was, to the second", async () => {
  const ec2 = new EC2Client({});
  await readPrices();
  await minuteFits();
  const tenant = await tenantOf(service, "billing");
  const clusterId = await tenant.running({
    name: "billing",
    nodeGroups: [{ name: "default", size: 1, spot: true, repair: { enabled: false } }],
  });
  const mine = { Filters: [{ Name: "tag:kubewright:cluster", Values: [clusterId] }] };
  const instances = async () =>
    ((await ec2.send(new DescribeInstancesCommand(mine))).Reservations ?? []).flatMap(
      ({ Instances = [] }) => Instances,
    );
  const { Volumes = [] } = await ec2.send(new DescribeVolumesCommand(mine));
  const perHour = () =>
    tenant.call<ClusterCost>("GET", `/clusters/${clusterId}/cost`).then((cost) => cost.perHourMicros);
  // 3 machines and a spot machine, a NAT gateway, a balancer, 4 addresses; volumes come on top.
  const [listed, most] = [3 * 83_200 + 45_000 + 22_500 + 20_000, 4 * 83_200 + 45_000 + 22_500 + 20_000 + 25_000];
  const whole = await until(perHour, (micros) => micros > listed);
  expect(whole).toBeLessThan(most);

  const worker = (await tenant.nodes(clusterId)).find(({ role }) => role === "worker")?.id ?? "";
  const before = await perHour();
  await orderFault(service.regionUrl, { kind: "kill-machine", instanceId: worker });
  await until(perHour, (micros) => micros < before);
  await until(
    () => tenant.cluster(clusterId),
    ({ state }) => state === "degraded" || state === "running",
  );

  const gone = await tenant.over(await tenant.remove(clusterId));
  expect(gone).toMatchObject({ status: "succeeded", receipt: { left: [], bill: { openUsages: 0, unrated: [] } } });

  const { delivered } = (await (await fetch(`${service.regionUrl}/_region/events`)).json()) as {
    delivered: RegionEvent[];
  };
  const ends = new Map<string, number>();
  for (const { createdAt, detail } of delivered) {
    const { "instance-id": id = "", state = "" } = detail;
    if (["shutting-down", "terminated", "stopping", "stopped"].includes(state) && !ends.has(id))
      ends.set(id, second(createdAt));
  }
  const machines = (await instances()).map(({ InstanceId = "", LaunchTime }) =>
    billed(second(LaunchTime), ends.get(InstanceId) ?? 0),
  );
  const volumes = Volumes.map(
    ({ CreateTime, Size = 0, Attachments }) =>
      Size * billed(second(CreateTime), ends.get(Attachments?.[0]?.InstanceId ?? "") ?? 0),
  );
  const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({ Filter: mine.Filters }));
  const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0);

  const { items } = await tenant.call<UsageReport>("GET", `/clusters/${clusterId}/usage`);
  const used = (kind: string): number =>
    sum(items.filter((item) => item.kind === kind).map(({ unitSeconds }) => unitSeconds));
  expect(machines).toHaveLength(4);
  expect(used("machine")).toBe(sum(machines));
  expect(used("volume")).toBe(sum(volumes));
  // Clock hours that they were in.
  const hours = NatGateways.map(
    ({ CreateTime, DeleteTime }) =>
      Math.floor((second(DeleteTime) - 1) / 3600) - Math.floor(second(CreateTime) / 3600) + 1,
  );
  expect(used("nat-gateway")).toBe(3600 * sum(hours));

  // What the region says there was, as lines of a bill: of machines and volumes nothing differs, of a minute more that minute does.
  const line = { usageType: "x", micros: 0 };
  const machineLines = (await instances()).map(({ InstanceId = "" }, i) => ({
    ...{ ...line, resourceId: InstanceId, kind: "machine", unitSeconds: machines[i] ?? 0 },
  }));
  const volumeLines = Volumes.map(({ VolumeId = "" }, i) => ({
    ...{ ...line, resourceId: VolumeId, kind: "volume", unitSeconds: volumes[i] ?? 0 },
  }));
  const reconcile = async (lines: object[]): Promise<Record<string, number>> => {
    const body = { since: new Date(Date.now() - 86_400_000).toISOString(), until: new Date().toISOString(), lines };
    const { differences } = await tenant.call<Reconciliation>("POST", "/billing/reconciliations", body);
    const seconds: Record<string, number> = { machine: 0, volume: 0 };
    for (const { kind, difference } of differences) seconds[kind] = (seconds[kind] ?? 0) + difference.unitSeconds;
    return seconds;
  };
  expect(await reconcile([...machineLines, ...volumeLines])).toMatchObject({ machine: 0, volume: 0 });
  const [first, ...rest] = machineLines;
  const longer = { ...line, ...first, unitSeconds: (first?.unitSeconds ?? 0) + 60 };
  expect(await reconcile([longer, ...rest, ...volumeLines])).toMatchObject({ machine: 60, volume: 0 });
  const { items: events } = await tenant.call<{ items: Event[] }>("GET", `/clusters/${clusterId}/events`);
  expect(events.filter(({ kind }) => kind === "bill.residual").length).toBeGreaterThan(0);

  const charges = await tenant.call<ChargeReport>("GET", `/clusters/${clusterId}/charges?by=hour`);
  expect(charges.totalMicros).toBe(gone.receipt?.bill?.totalMicros);
  const { items: statements } = await tenant.call<{ items: Statement[] }>("GET", `/clusters/${clusterId}/statements`);
  expect(statements).toMatchObject([{ state: "closed", totalMicros: charges.totalMicros }]);
}, 800_000);
