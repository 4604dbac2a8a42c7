import { expect, test } from "@jest/globals";
import { PeriodQuery, UsageReport } from "#contract/billing.ts";
import { deleteBackup } from "#core/backups/read-backups.ts";
import { checkCluster } from "#core/billing/check-cluster.ts";
import { clusterCost } from "#core/billing/cluster-cost.ts";
import { meterCluster } from "#core/billing/meter-cluster.ts";
import { meterSnapshots } from "#core/billing/meter-snapshots.ts";
import { clusterUsage } from "#core/billing/read-charges.ts";
import { callOf } from "#core/fakes/calls.ts";
import { backUp } from "./cluster-calls.ts";
import { ended } from "./node-rest.ts";
import { caller } from "./service.ts";
import { start } from "./watching.ts";

const { tenantId } = caller;
const day = 86_400_000;

const backedUp = async () => {
  const { watching, clusterId } = await start({ nodeGroups: [{ name: "default", size: 1 }] });
  const { service } = watching;
  const operation = await backUp(service, clusterId);
  const { backupId = "" } = operation;
  expect((await ended(service, operation)).status).toBe("succeeded");
  const [[key = "", file] = []] = service.world.snapshots;
  if (!file) throw new Error("there is no snapshot");
  // Some hundred MiB, so that it costs something.
  file.text = "x".repeat(200 * 1_048_576);
  const ledger = async () =>
    (
      await service.ports.ledger.usage(tenantId, { since: file.at, until: "2030-01-01T00:00:00.000Z", clusterId })
    ).filter(({ kind }) => kind === "snapshot");
  const later = (milliseconds: number): string => new Date(Date.parse(file.at) + milliseconds).toISOString();
  const portsAt = (milliseconds: number) => ({
    ...watching.watch,
    ...service.ports,
    clock: { now: () => later(milliseconds) },
  });
  return { watching, service, clusterId, backupId, key, file, ledger, later, portsAt };
};

test("a snapshot is billed from when it came, and after its removal until S3 lets go of it; looking again changes nothing", async () => {
  const { service, clusterId, backupId, file, ledger, later, portsAt } = await backedUp();
  for (const hours of [1, 2]) await meterSnapshots({ tenantId, clusterId }, portsAt((hours * day) / 24));
  const [usage] = await ledger();
  expect(await ledger()).toEqual([usage]);
  expect(usage).toMatchObject({
    quantity: file.text.length,
    start: file.at,
    part: "backups",
    amount: 200 * 1024 * 7200,
  });
  await meterSnapshots({ tenantId, clusterId }, portsAt(day));
  const params = { clusterId };
  const cost = await clusterCost({ ...callOf({}), params }, portsAt(day));
  // 200 MiB of a GiB-month for 0.023 USD.
  expect(cost.parts.find(({ part }) => part === "backups")).toMatchObject({ perHourMicros: 6, monthMicros: 145 });
  const query = PeriodQuery.parse({ since: file.at, kind: "snapshot", by: "month" });
  const used = await clusterUsage({ ...callOf({}), params, query }, portsAt(day));
  expect(UsageReport.parse(used).items.map(({ unitSeconds }) => unitSeconds)).toEqual([200 * 1024 * 86_400]);

  await deleteBackup({ ...callOf({}), params: { clusterId, backupId } }, service.ports);
  const [removed] = service.world.oldSnapshots;
  if (!removed) throw new Error("S3 keeps what is removed");
  removed.supersededAt = later(1.5 * day);
  // Removed on the second day: as before until midnight, and for a week from then on.
  const [first = 0, second = 0] = [1, 2].map((days) => Math.floor(Date.parse(file.at) / day + days) * day);
  const stored = async () =>
    (await ledger()).map(({ usageId, end, settled }) => [usageId.split("@")[0], Date.parse(end?.at ?? ""), settled]);
  const expected = [
    ["kept", first, true],
    ["kept", second, true],
    ["removed", second + 7 * day, true],
  ];
  for (let i = 0; i < 2; i += 1) {
    await meterSnapshots({ tenantId, clusterId }, portsAt(5 * day));
    expect(await stored()).toEqual(expected);
  }
  const ofBackups = async (milliseconds: number) =>
    (await clusterCost({ ...callOf({}), params }, portsAt(milliseconds))).parts.find(({ part }) => part === "backups");
  // A whole day of 200 MiB is 145 micro-dollars; of the sixth there is not a minute yet.
  expect(await ofBackups(5 * day)).toMatchObject({ perHourMicros: 6, monthMicros: 5 * 145 });
  // S3 has taken it away.
  service.world.oldSnapshots = [];
  await meterSnapshots({ tenantId, clusterId }, portsAt(9 * day));
  expect(await stored()).toEqual(expected);
  expect(await ofBackups(9.5 * day)).toMatchObject({ perHourMicros: 0, monthMicros: 9 * 145 });
});

test("each hour it is learned, and held against what S3 shows", async () => {
  const { watching, clusterId, file, ledger, portsAt } = await backedUp();
  const cluster = await watching.cluster(clusterId);
  const ports = portsAt(day / 24);
  await meterCluster({ tenantId, clusterId }, ports);
  expect((await checkCluster(cluster, ports)).residualSeconds).toBe(0);
  expect(await ledger()).toHaveLength(1);
  // A half is gone for good: the hour that is on the ledger is an hour of it too much. Whoever deletes a cluster takes one after the other away.
  file.text = file.text.slice(file.text.length / 2);
  expect((await checkCluster(cluster, ports)).residualSeconds).toBe(3600);
  expect((await checkCluster({ ...cluster, state: "deleting" }, ports)).residualSeconds).toBe(0);
});

test("with its cluster it goes for good, removed ones too, and the final bill has what it cost", async () => {
  const { watching, service, clusterId, backupId, file, ledger } = await backedUp();
  file.at = new Date(Date.parse(watching.now()) - 10 * day).toISOString();
  await deleteBackup({ ...callOf({}), params: { clusterId, backupId } }, service.ports);
  const removal = await service.remove(clusterId);
  await service.run(removal);
  const gone = await service.ports.state.operation(tenantId, removal.id);
  expect(gone).toMatchObject({ status: "succeeded", receipt: { left: [], bill: { openUsages: 0, unrated: [] } } });
  expect(service.world.oldSnapshots).toEqual([]);
  const usages = await ledger();
  expect(usages.every(({ settled }) => settled)).toBe(true);
  expect(usages.at(-1)?.end?.by).toBe("looked");
  const statements = await service.ports.bills.statements(tenantId, { clusterId });
  const lines = statements.flatMap((one) => one.lines).filter(({ kind }) => kind === "snapshot");
  expect(lines.reduce((sum, { micros = 0 }) => sum + micros, 0)).toBeGreaterThan(9 * 145);
  expect(gone.receipt?.bill?.totalMicros).toBe(statements.reduce((sum, { totalMicros }) => sum + totalMicros, 0));
});
