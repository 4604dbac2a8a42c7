import type { RatedAgain, StatementRecord, UnratedRecord } from "#core/ports/bills.ts";
import { together } from "#core/together.ts";
import type { PriceBook } from "./price-book.ts";
import { added, type Found, monthRange, pricesKnown, rateAgain, toldOf } from "./rate-again.ts";
import { firstKept, monthEnd } from "./read-range.ts";
import type { SettleBillsPorts } from "./settle-bills.ts";

/** Clusters whose months are rated at a time. */
const clustersAtOnce = 10;

const nextMonth = (month: string): string => monthEnd(month).slice(0, 7);

/** Every month from then to now that there is a statement of: by the table, which has all that is written. */
const statementsSince = async (
  { tenantId, clusterId }: UnratedRecord,
  { first, month }: { first: string; month: string },
  { bills }: SettleBillsPorts,
): Promise<StatementRecord[]> => {
  const months: string[] = [];
  for (let one = first; one <= month; one = nextMonth(one)) months.push(one);
  return (await together(months.map((one) => bills.statements(tenantId, { clusterId, month: one })))).flat();
};

/** A month of a cluster that is gone: nothing but what was found about those before. */
const correctionStatement = (
  { tenantId, clusterId, clusterName }: UnratedRecord,
  { corrections, ratedAgain }: Found,
  now: string,
): StatementRecord => ({
  ...{ tenantId, clusterId, clusterName, month: now.slice(0, 7), state: "closed", lines: [], unrated: [], at: now },
  ...{ corrections, ratedAgain },
  totalMicros: corrections.reduce((sum, { micros }) => sum + micros, 0),
});

/** @returns whether something has changed */
const settleOne = async (read: UnratedRecord, book: PriceBook, ports: SettleBillsPorts): Promise<boolean> => {
  const now = ports.clock.now();
  const month = now.slice(0, 7);
  const months = read.months.filter((one) => firstKept(now) <= one.month);
  // The ledger has none of it any more: it stays without a price.
  if (months.length === 0) return ports.bills.settleUnrated(read, {});
  const hasCome = (one: RatedAgain): boolean => pricesKnown(book, one) !== one.prices;
  if (!months.some(hasCome)) return false;
  const first = months.map((one) => one.month).sort()[0] ?? month;
  const statements = await statementsSince(read, { first, month }, ports);
  const found: Found[] = [];
  const rest: RatedAgain[] = [];
  for (const one of months) {
    const closed = statements.find((statement) => statement.month === one.month && statement.state === "closed");
    if (closed && hasCome(one)) {
      const again = await rateAgain(read, { closed, told: toldOf(statements, one.month), now }, ports);
      found.push(again);
      rest.push(...again.ratedAgain.filter(({ unrated }) => unrated.length > 0));
    } else rest.push(one);
  }
  const all = added(found);
  const isTold = all.corrections.length > 0;
  // This month has its statement already: what it does not say, the next one will.
  if (isTold && statements.some((one) => one.month === month && one.state === "closed"))
    return ports.bills.settleUnrated(read, { next: { from: nextMonth(month), months } });
  return ports.bills.settleUnrated(read, {
    ...(isTold ? { statement: correctionStatement(read, all, now) } : {}),
    ...(rest.length > 0 ? { next: { from: isTold ? nextMonth(month) : read.from, months: rest } } : {}),
  });
};

export interface SettledUnrated {
  /** Clusters of which something has changed. */
  settled: number;
  failed: { clusterId: string; why: unknown }[];
}

/**
 * Rates what clusters that are gone had no price for, once it has come: a correction in a statement of this month. Reads the clusters that
 * wait and prices, and more only of those whose prices have come. May be done by several at a time, and again at any time; a cluster
 * that fails keeps no other waiting, and comes again.
 */
export const settleUnrated = async (ports: SettleBillsPorts): Promise<SettledUnrated> => {
  const month = ports.clock.now().slice(0, 7);
  const waiting = await ports.bills.unrated(month);
  const months = waiting.flatMap((one) => one.months);
  const first = months.map((one) => one.month).sort()[0];
  if (first === undefined) return { settled: 0, failed: [] };
  const keys = [...new Set(months.flatMap(({ unrated }) => unrated))].map((priceKey) => ({ priceKey }));
  const book = await ports.prices.book(keys, { since: monthRange(first).since, until: monthEnd(month) });
  const result: SettledUnrated = { settled: 0, failed: [] };
  for (let i = 0; i < waiting.length; i += clustersAtOnce) {
    const chunk = waiting.slice(i, i + clustersAtOnce);
    const outcomes = await Promise.allSettled(chunk.map((one) => settleOne(one, book, ports)));
    for (const [n, outcome] of outcomes.entries())
      if (outcome.status === "fulfilled") result.settled += outcome.value ? 1 : 0;
      else result.failed.push({ clusterId: chunk[n]?.clusterId ?? "", why: outcome.reason });
  }
  return result;
};
