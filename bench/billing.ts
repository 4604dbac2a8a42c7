/** The ledger against what there was, over many lives, and how long bills take: `npm run bench -- billing`. */
import { CreateCluster } from "#contract/clusters.ts";
import { priceBook } from "#core/billing/price-book.ts";
import { priceOf } from "#core/billing/price-of.ts";
import { settleBills } from "#core/billing/settle-bills.ts";
import { billLines, totalOf } from "#core/billing/totals.ts";
import type { UsageInterval } from "#core/billing/usage.ts";
import { newCluster } from "#core/clusters/new-cluster.ts";
import { fakeBills } from "#core/fakes/bills.ts";
import { randomLife } from "#core/fakes/random-life.ts";
import { simulateLife } from "#core/fakes/simulated-life.ts";
import { planCreate } from "#core/plan/plan-create.ts";
import type { Ledger } from "#core/ports/ledger.ts";
import { record, round } from "./figure.ts";

const command = "npm run bench -- billing";
const lives = 1000;

const benchLedger = async (): Promise<void> => {
  let [residual, usages, months, unknownEnds, unbilled] = [0, 0, 0, 0, 0];
  for (let seed = 1; seed <= lives; seed += 1) {
    const life = randomLife(seed);
    const { truth, residualSeconds, statements, chargedMicros, ...seen } = await simulateLife(life);
    residual += residualSeconds;
    unknownEnds += seen.unknownEnds;
    unbilled += Math.abs(statements.reduce((sum, { totalMicros }) => sum + totalMicros, -chargedMicros));
    usages += truth.length;
    months += life.steps.reduce((sum, { afterSeconds }) => sum + afterSeconds, 0) / (30 * 86_400);
  }
  const detail = {
    lives,
    usages,
    simulatedMonths: round(months, 0),
    lostEvents: "30 %",
    unknownEnds: `${unknownEnds}: all events of a machine that died by itself were lost; held to lie between its end and the first look`,
    microsByWhichStatementsDifferFromCharges: unbilled,
  };
  record({
    figure: "ledger-residual-seconds",
    value: residual,
    unit: `s by which the ledger is off what there was, over ${lives} simulated lives with late, double, lost and unordered events`,
    goal: "= 0",
    command,
    detail,
  });
  record({
    figure: "ledger-lives",
    value: lives,
    unit: "simulated lives of clusters, months each",
    goal: ">= 1000",
    command,
    detail,
  });
};

/** A cluster of 3 + 5 machines that has been there for two months: 27 usages. */
const usageOf = (clusterId: string): UsageInterval[] => {
  const start = "2026-01-03T04:05:06.000Z";
  const usage = (id: string, kind: UsageInterval["kind"], priceKey: string, quantity = 1): UsageInterval => ({
    ...{ tenantId: "tenant", usageId: id, clusterId, resourceId: id, kind, priceKey, quantity, part: "control-plane" },
    ...{ start, settled: false },
  });
  const machines = Array.from({ length: 8 }, (_, i) => [
    usage(`i-${i}`, "machine", "machine/t3.large/on-demand"),
    usage(`vol-${i}`, "volume", "volume/gp3", 20),
    usage(`vol-${i}-data`, "volume", "volume/gp3", 40),
  ]);
  return [
    ...machines.flat(),
    usage("nat", "nat-gateway", "nat-gateway"),
    usage("lb", "load-balancer", "load-balancer/network"),
    usage("eip", "address", "address/public-ipv4"),
  ];
};

/** Seconds of a processor that an hour's bills of so many clusters take, without the table. */
const secondsFor = async (clusters: number): Promise<number> => {
  const usage = new Map(Array.from({ length: clusters }, (_, i) => [`cls_${i}`, usageOf(`cls_${i}`)]));
  const unused = (): never => {
    throw new Error("bills only read usage");
  };
  const ledger: Ledger = {
    ...{ note: unused, unsettled: unused, find: unused },
    usage: async (_, { clusterId = "" }) => usage.get(clusterId) ?? [],
  };
  const now = "2026-02-27T23:10:00.000Z";
  const began = process.cpuUsage();
  for (const clusterId of usage.keys()) {
    const ports = { ledger, bills: fakeBills({ events: new Map() }), clock: { now: () => now }, prices };
    await settleBills({ tenantId: "tenant", clusterId, name: clusterId }, ports);
  }
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
};
const book = priceBook("us-east-1");
const prices = { book: async () => book };

const benchRating = async (): Promise<void> => {
  await secondsFor(100);
  const steps: Record<string, number> = {};
  for (const clusters of [1250, 2500, 5000, 10_000]) steps[clusters] = round(await secondsFor(clusters));
  record({
    figure: "rate-10000-clusters-seconds",
    value: steps[10_000] ?? 0,
    unit: "s of one core to rate 10,000 clusters of 8 machines for an hour, two months of each, without the table's time",
    goal: "<= 60",
    command,
    detail: { secondsByClusters: steps },
  });
};

/** A day of a planned cluster, charged as if it had been there, against a day of its predicted price; the worse of two months. */
const benchPrediction = async (): Promise<void> => {
  const caller = { tenantId: "tenant", subject: "bench", role: "viewer" } as const;
  const planned = newCluster(caller, CreateCluster.parse({ name: "bench" }), "2026-01-01T00:00:00.000Z");
  const now = "2026-03-01T00:00:00.000Z";
  const { billables } = await planCreate({ ...planned, now });
  const { perHourMicros } = priceOf(billables, { nodeGroups: planned.nodeGroups, book, now });
  const errorOf = (since: string, until: string): number => {
    const usage = billables.map(
      (one, i): UsageInterval => ({
        ...{ ...one, tenantId: "tenant", clusterId: "cls", usageId: String(i), resourceId: String(i) },
        ...{ start: since, end: { at: until, by: "told" }, settled: true },
      }),
    );
    const { micros } = totalOf(billLines(usage, { since, until, by: "day" }, { book, now }));
    return Math.abs(micros / (24 * perHourMicros) - 1) * 100;
  };
  const errors = {
    january: errorOf("2026-01-10T00:00:00.000Z", "2026-01-11T00:00:00.000Z"),
    february: errorOf("2026-02-10T00:00:00.000Z", "2026-02-11T00:00:00.000Z"),
  };
  record({
    figure: "predicted-vs-charged-error",
    value: round(Math.max(...Object.values(errors)), 3),
    unit: "% between a default cluster's predicted price of a day and what a day of it is charged, worse of two months",
    goal: "<= 1",
    command,
    detail: { ...errors, why: "storage is priced a calendar month, and predicted for 730 hours" },
  });
};

export const benchBilling = async (): Promise<void> => {
  await benchLedger();
  await benchPrediction();
  await benchRating();
};
