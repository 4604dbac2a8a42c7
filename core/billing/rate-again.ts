import type { RatedAgain, StatementRecord } from "#core/ports/bills.ts";
import type { Ledger } from "#core/ports/ledger.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { ClusterRecord } from "#core/records.ts";
import type { PriceBook } from "./price-book.ts";
import { monthBefore, monthEnd } from "./read-range.ts";
import { billLines, totalOf } from "./totals.ts";
import type { UsageInterval } from "./usage.ts";

export const monthRange = (month: string) => ({
  since: `${month}-01T00:00:00.000Z`,
  until: monthEnd(month),
  by: "month" as const,
});

/**
 * How many prices are known of what has had none in a month. A price can only have come when there are more than there were: so much can
 * be known without rating anything.
 * @param book with these keys' prices from the month before on: a month is rated with what it began with, too
 */
export const pricesKnown = (book: PriceBook, { month, unrated }: Pick<RatedAgain, "month" | "unrated">): number => {
  const [from, to] = [Date.parse(monthRange(monthBefore(month)).since), Date.parse(monthEnd(month))];
  return unrated.reduce((sum, key) => sum + book.count(key, from, to), 0);
};

/** By how much all of these statements say that a month differs from its own. */
export const toldOf = (statements: readonly StatementRecord[], month: string): number =>
  statements
    .flatMap(({ corrections }) => corrections)
    .reduce((sum, one) => (one.month === month ? sum + one.micros : sum), 0);

/** What has no price by the last of these statements that speaks of it. @param statements newest first */
export const lastRated = (statements: readonly StatementRecord[], closed: StatementRecord): RatedAgain =>
  statements.flatMap(({ ratedAgain = [] }) => ratedAgain).find(({ month }) => month === closed.month) ?? {
    ...{ month: closed.month, unrated: closed.unrated, prices: 0 },
  };

export interface Found {
  corrections: StatementRecord["corrections"];
  ratedAgain: RatedAgain[];
}

export const added = (found: readonly Found[]): Found => ({
  corrections: found.flatMap(({ corrections }) => corrections),
  ratedAgain: found.flatMap(({ ratedAgain }) => ratedAgain),
});

/** By how much a closed month differs from its statement. @param told what statements since then have said of it */
export const correctionOf = (
  { month, lines, unrated: had }: StatementRecord,
  usage: readonly UsageInterval[],
  rating: { book: PriceBook; now: string },
  told: number,
): Found => {
  const { micros: all, unrated } = totalOf(billLines(usage, monthRange(month), rating));
  const micros = all - totalOf(lines).micros - told;
  return {
    corrections: micros === 0 ? [] : [{ month, micros }],
    ratedAgain:
      had.length + unrated.length === 0
        ? []
        : [{ month, unrated, prices: pricesKnown(rating.book, { month, unrated }) }],
  };
};

/** The same with the month's usage and prices, which are read for it. */
export const rateAgain = async (
  { tenantId, clusterId }: Pick<ClusterRecord, "tenantId" | "clusterId">,
  { closed, told, now }: { closed: StatementRecord; told: number; now: string },
  { ledger, prices }: { ledger: Ledger; prices: Prices },
): Promise<Found> => {
  const { by: _, ...range } = monthRange(closed.month);
  const usage = await ledger.usage(tenantId, { ...range, clusterId });
  return correctionOf(closed, usage, { book: await prices.book(usage, range), now }, told);
};
