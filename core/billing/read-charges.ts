import type { ChargeReport, PeriodQuery, RangeQuery, TenantCharges, UsageReport } from "#contract/billing.ts";
import type { Call, ReadPorts } from "#core/clusters/command.ts";
import type { Ledger } from "#core/ports/ledger.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { Clock } from "#core/ports/state.ts";
import { readRange } from "./read-range.ts";
import { type BillLine, billLines, totalOf } from "./totals.ts";

export interface BillingPorts extends ReadPorts {
  ledger: Ledger;
  clock: Clock;
  prices: Prices;
}

type OfCluster<Query> = Call<undefined, { clusterId: string }, Query>;

/** As long as an answer by the hour may be. */
const daysByHour = 31;

/** Names of node groups, by id. @throws NotFound when there is no such cluster */
export const groupNames = async (
  tenantId: string,
  clusterId: string,
  { state }: ReadPorts,
): Promise<Map<string, string>> => {
  await state.cluster(tenantId, clusterId);
  const groups = await state.nodeGroups(tenantId, clusterId);
  return new Map(groups.map(({ nodeGroupId, spec }) => [nodeGroupId, spec.name]));
};

export const named = (part: string, names: ReadonlyMap<string, string>): { part: string; nodeGroup?: string } => {
  const nodeGroup = names.get(part);
  return { part, ...(nodeGroup === undefined ? {} : { nodeGroup }) };
};

const linesOf = async (
  { caller: { tenantId }, params: { clusterId }, query }: OfCluster<PeriodQuery>,
  ports: BillingPorts,
): Promise<{ since: string; until: string; lines: BillLine[]; names: Map<string, string> }> => {
  const now = ports.clock.now();
  const range = readRange(query, now, query.by === "hour" ? daysByHour : undefined);
  const names = await groupNames(tenantId, clusterId, ports);
  const all = await ports.ledger.usage(tenantId, { ...range, clusterId });
  const usage = all
    .filter(({ kind }) => query.kind === undefined || kind === query.kind)
    .filter(({ part }) => query.part === undefined || part === query.part || names.get(part) === query.part);
  const book = await ports.prices.book(usage, range);
  return { ...range, names, lines: billLines(usage, { ...range, by: query.by }, { book, now }) };
};

/** @throws NotFound, InvalidInput for a range that makes no sense */
export const clusterUsage = async (call: OfCluster<PeriodQuery>, ports: BillingPorts): Promise<UsageReport> => {
  const { since, until, lines, names } = await linesOf(call, ports);
  const items = lines.map(({ period, part, kind, priceKey, amount }) => ({
    ...{ period, ...named(part, names), kind, priceKey, unitSeconds: amount },
  }));
  return { clusterId: call.params.clusterId, since, until, items };
};

/** @throws NotFound, InvalidInput for a range that makes no sense */
export const clusterCharges = async (call: OfCluster<PeriodQuery>, ports: BillingPorts): Promise<ChargeReport> => {
  const { since, until, lines, names } = await linesOf(call, ports);
  const { micros: totalMicros, unrated } = totalOf(lines);
  const items = lines.map(({ period, part, kind, priceKey, micros }) => ({
    ...{ period, ...named(part, names), kind, priceKey, ...(micros === undefined ? {} : { micros }) },
  }));
  return { clusterId: call.params.clusterId, currency: "USD", since, until, totalMicros, unrated, items };
};

/** @throws InvalidInput for a range that makes no sense */
export const billingCharges = async (
  { caller: { tenantId }, query }: Call<undefined, undefined, RangeQuery>,
  { ledger, clock, prices }: Omit<BillingPorts, "state">,
): Promise<TenantCharges> => {
  const now = clock.now();
  const range = readRange(query, now);
  const usage = await ledger.usage(tenantId, range);
  const book = await prices.book(usage, range);
  const lines = billLines(usage, { ...range, by: "month" }, { book, now });
  const { micros: totalMicros, unrated } = totalOf(lines);
  const ofClusters = new Map<string, BillLine[]>();
  for (const line of lines) {
    const ofCluster = ofClusters.get(line.clusterId);
    if (ofCluster) ofCluster.push(line);
    else ofClusters.set(line.clusterId, [line]);
  }
  const items = [...ofClusters].map(([clusterId, ofCluster]) => ({ clusterId, ...totalOf(ofCluster) }));
  return { currency: "USD", ...range, totalMicros, unrated, items };
};
