import type { BilledUsage, Reconciliation } from "#contract/reconciliation.ts";
import type { PriceBook } from "./price-book.ts";
import { rateUsage } from "./rate.ts";
import type { UsageInterval, UsageKind } from "./usage.ts";

type Difference = Reconciliation["differences"][number];

/** Both sides of one thing. */
interface Pair {
  clusterId: string;
  resourceId: string;
  kind: UsageKind;
  ledger: { unitSeconds: number; micros: number; hours: number; rated: boolean };
  bill: { unitSeconds: number; micros: number };
}

/** Half a micro-dollar each hour: the ledger rounds by the hour, the bill to ten digits. */
const roundingOf = (hours: number): number => Math.ceil(hours / 2);

/** Addresses are compared a cluster: the bill has those of load balancers by network interfaces that nobody knows of afterwards. */
const pooled = "addresses";

const newTotal = () => ({ unitSeconds: 0, micros: 0 });

const add = (total: { unitSeconds: number; micros: number }, more: { unitSeconds: number; micros: number }): void => {
  total.unitSeconds += more.unitSeconds;
  total.micros += more.micros;
};

const newPairs = () => {
  const pairs = new Map<string, Pair>();
  return {
    all: () => [...pairs.values()],
    of(clusterId: string, kind: UsageKind, resourceId: string): Pair {
      const name = kind === "address" ? pooled : resourceId;
      const key = `${clusterId} ${kind} ${name}`;
      const pair = pairs.get(key) ?? {
        ...{ clusterId, resourceId: name, kind, bill: newTotal() },
        ledger: { unitSeconds: 0, micros: 0, hours: 0, rated: true },
      };
      pairs.set(key, pair);
      return pair;
    },
  };
};

const difference = ({ clusterId, resourceId, kind, ledger, bill }: Pair): Difference => ({
  ...{ clusterId, resourceId, kind },
  ledger: { unitSeconds: ledger.unitSeconds, ...(ledger.rated ? { micros: ledger.micros } : {}) },
  bill,
  difference: {
    unitSeconds: bill.unitSeconds - ledger.unitSeconds,
    ...(ledger.rated ? { micros: bill.micros - ledger.micros } : {}),
  },
});

/** What of a difference counts: money only where it is more than rounding makes. */
const residualOf = ({ ledger, bill }: Pair): { unitSeconds: number; micros: number } => {
  const micros = ledger.rated ? Math.abs(bill.micros - ledger.micros) : 0;
  return {
    unitSeconds: Math.abs(bill.unitSeconds - ledger.unitSeconds),
    micros: micros > roundingOf(ledger.hours) ? micros : 0,
  };
};

const mostDifferences = 1000;

/**
 * Holds the ledger against a bill, thing by thing, in time that grows with both and no faster. Pure.
 * @param usage of the tenant within the range @param clusters of the tenant, by id: a line of another's tag is a stranger's
 */
export const compareBill = (
  usage: readonly UsageInterval[],
  lines: readonly BilledUsage[],
  {
    range,
    clusters,
    ...rating
  }: { range: { since: string; until: string }; clusters: ReadonlySet<string>; book: PriceBook; now: string },
): Omit<Reconciliation, "at"> => {
  const pairs = newPairs();
  const clusterOf = new Map<string, string>();
  for (const interval of usage) {
    // All clusters' lie in one bucket, and that is all the bill says of them.
    if (interval.kind === "snapshot") continue;
    const { clusterId, kind, resourceId } = interval;
    clusterOf.set(resourceId.replace(/\/addresses$/, ""), clusterId);
    const { ledger } = pairs.of(clusterId, kind, resourceId);
    for (const { amount, seconds, micros } of rateUsage(interval, range, rating, "month")) {
      ledger.unitSeconds += amount;
      ledger.hours += Math.max(1, seconds / 3600);
      ledger.micros += micros ?? 0;
      ledger.rated &&= micros !== undefined;
    }
  }
  const unassigned = { ...newTotal(), lines: 0 };
  const notMetered = new Map<string, number>();
  let foreignLines = 0;
  for (const line of lines) {
    const tagged = line.clusterId !== undefined && clusters.has(line.clusterId) ? line.clusterId : undefined;
    const clusterId = clusterOf.get(line.resourceId) ?? tagged;
    const { kind, usageType, micros } = line;
    if (clusterId === undefined) {
      if (kind === "address" && line.clusterId === undefined) {
        add(unassigned, line);
        unassigned.lines += 1;
      } else foreignLines += 1;
    } else if (kind === undefined) notMetered.set(usageType, (notMetered.get(usageType) ?? 0) + micros);
    else add(pairs.of(clusterId, kind, line.resourceId).bill, line);
  }
  const all = pairs.all().map((pair) => ({ pair, residual: residualOf(pair) }));
  const differing = all
    .filter(({ residual }) => residual.unitSeconds > 0 || residual.micros > 0)
    .sort((a, b) => b.residual.micros - a.residual.micros || b.residual.unitSeconds - a.residual.unitSeconds);
  const total = newTotal();
  const ofClusters = new Map<string, ReturnType<typeof newTotal>>();
  for (const { pair, residual } of all) {
    const ofCluster = ofClusters.get(pair.clusterId) ?? newTotal();
    ofClusters.set(pair.clusterId, ofCluster);
    for (const sum of [total, ofCluster]) add(sum, residual);
  }
  return {
    ...{ currency: "USD", ...range, residual: total, compared: all.length },
    clusters: [...ofClusters].sort(([a], [b]) => (a < b ? -1 : 1)).map(([clusterId, sum]) => ({ clusterId, ...sum })),
    differences: differing.slice(0, mostDifferences).map(({ pair }) => difference(pair)),
    unassigned,
    notMetered: [...notMetered].sort().map(([usageType, micros]) => ({ usageType, micros })),
    foreignLines,
  };
};
