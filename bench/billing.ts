/** The ledger against what there was, over many lives, and how long bills take: `npm run bench -- billing`. */
import { priceBook } from "#core/billing/price-book.ts";
import { settleBills } from "#core/billing/settle-bills.ts";
import type { UsageInterval } from "#core/billing/usage.ts";
import { fakeBills } from "#core/fakes/bills.ts";
import { randomLife } from "#core/fakes/random-life.ts";
import { simulateLife } from "#core/fakes/simulated-life.ts";
import type { Ledger } from "#core/ports/ledger.ts";
import { record, round } from "./figure.ts";
import { plannedDays } from "./planned-day.ts";
import { snapshotUsage } from "./snapshot-usage.ts";

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

const start = "2026-01-03T04:05:06.000Z";
const now = "2026-02-27T23:10:00.000Z";

/** A cluster of 3 + 5 machines that has been there for two months, and its snapshots. */
const usageOf = (clusterId: string, snapshots: readonly UsageInterval[]): UsageInterval[] => {
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
    ...snapshots.map((one) => ({ ...one, clusterId })),
  ];
};

/** Seconds of a processor that an hour's bills of so many clusters take, without the table. */
const secondsFor = async (clusters: number, snapshots: readonly UsageInterval[]): Promise<number> => {
  const clusterIds = Array.from({ length: clusters }, (_, i) => `cls_${i}`);
  const unused = (): never => {
    throw new Error("bills only read usage");
  };
  const ledger: Ledger = {
    lives: unused,
    ...{ note: unused, unsettled: unused, find: unused },
    usage: async (_, { clusterId = "" }) => usageOf(clusterId, snapshots),
  };
  const began = process.cpuUsage();
  for (const clusterId of clusterIds) {
    const ports = { ledger, bills: fakeBills({ events: new Map() }), clock: { now: () => now }, prices };
    await settleBills({ tenantId: "tenant", clusterId, name: clusterId }, ports);
  }
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1e6;
};
const book = priceBook("us-east-1");
const prices = { book: async () => book };

const benchRating = async (): Promise<void> => {
  const snapshots = await snapshotUsage(start, now);
  await secondsFor(100, snapshots);
  const steps: Record<string, number> = {};
  for (const clusters of [1250, 2500, 5000, 10_000]) steps[clusters] = round(await secondsFor(clusters, snapshots));
  record({
    figure: "rate-10000-clusters-seconds",
    value: steps[10_000] ?? 0,
    unit: "s of one core to rate 10,000 clusters of 8 machines with hourly snapshots for an hour, two months of each, without the table's time",
    goal: "<= 60",
    command,
    detail: {
      secondsByClusters: steps,
      usagesOfACluster: usageOf("", snapshots).length,
      ofThemSnapshots: snapshots.length,
    },
  });
};

/** Days of a cluster that was planned, made and metered in memory, against the plan's price; the worse of two months. */
const benchPrediction = async (): Promise<void> => {
  const { errors, usages } = await plannedDays(["2026-01-10T00:00:00.000Z", "2026-02-10T00:00:00.000Z"]);
  const [january = Number.NaN, february = Number.NaN] = errors;
  record({
    figure: "predicted-vs-charged-error",
    value: round(Math.max(january, february), 3),
    unit: "% between a default cluster's planned price of a day and what a day of it is charged once it is made and metered, worse of two months",
    goal: "<= 1",
    command,
    detail: { january, february, usages, why: "storage is priced a calendar month, and predicted for 730 hours" },
  });
};

export const benchBilling = async (): Promise<void> => {
  await benchLedger();
  await benchPrediction();
  await benchRating();
};
