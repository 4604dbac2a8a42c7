import { monthsBetween } from "#core/catalog/new-prices.ts";
import type { StatementRecord } from "#core/ports/bills.ts";
import type { Ledger } from "#core/ports/ledger.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { ClusterRecord } from "#core/records.ts";
import type { PriceBook } from "./price-book.ts";
import { monthRange } from "./rate-again.ts";
import { firstKept, monthBefore } from "./read-range.ts";
import type { UsageInterval } from "./usage.ts";

/** A month before the last one that nobody has closed, as nobody came by in time, and what it is rated with. */
export interface Overdue {
  month: string;
  known: StatementRecord | undefined;
  rating: { usage: UsageInterval[]; book: PriceBook; now: string };
}

/**
 * Every such month since the cluster's first, as long as the ledger has its usage, oldest first; also one in which it cost nothing, so that
 * nobody reads it again. Nearly always there is none, and nothing is read.
 * @param statements of the cluster, newest first
 */
export const overdueOf = async (
  { tenantId, clusterId }: Pick<ClusterRecord, "tenantId" | "clusterId">,
  { statements, now }: { statements: readonly StatementRecord[]; now: string },
  { ledger, prices }: { ledger: Ledger; prices: Prices },
): Promise<Overdue[]> => {
  const [oldest, newest] = [firstKept(now), monthBefore(monthBefore(now.slice(0, 7)))];
  const usageOf = (first: string, last: string): Promise<UsageInterval[]> =>
    ledger.usage(tenantId, { since: monthRange(first).since, until: monthRange(last).until, clusterId });
  // A cluster without any statement may be as old as the ledger.
  const begin = statements.at(-1)?.month ?? (await usageOf(oldest, newest))[0]?.start.slice(0, 7);
  if (begin === undefined) return [];
  const overdue: Overdue[] = [];
  for (const month of monthsBetween(begin, newest).filter((one) => one >= oldest)) {
    const known = statements.find((one) => one.month === month);
    if (known?.state === "closed") continue;
    const usage = await usageOf(month, month);
    const { since, until } = monthRange(month);
    overdue.push({ month, known, rating: { usage, book: await prices.book(usage, { since, until }), now } });
  }
  return overdue;
};
