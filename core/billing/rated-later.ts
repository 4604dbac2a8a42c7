import type { RatedAgain, StatementRecord } from "#core/ports/bills.ts";
import type { Ledger } from "#core/ports/ledger.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { ClusterRecord } from "#core/records.ts";
import type { PriceBook } from "./price-book.ts";
import { added, type Found, lastRated, pricesKnown, rateAgain, toldOf } from "./rate-again.ts";
import { firstKept, monthBefore } from "./read-range.ts";

/** A closed month, and what has no price in it by the months since then. */
export interface Waiting {
  closed: StatementRecord;
  last: RatedAgain;
}

const monthsBefore = (statements: readonly StatementRecord[], now: string): StatementRecord[] =>
  statements.filter(({ month }) => month < now.slice(0, 7));

/** Months before the last one that wait for prices, oldest first, as long as the ledger has their usage. @param statements newest first */
export const waitingOf = (statements: readonly StatementRecord[], now: string): Waiting[] => {
  const [oldest, newest] = [firstKept(now), monthBefore(now.slice(0, 7))];
  const earlier = monthsBefore(statements, now);
  return earlier
    .filter(({ state, month }) => state === "closed" && oldest <= month && month < newest)
    .map((closed) => ({ closed, last: lastRated(earlier, closed) }))
    .filter(({ last }) => last.unrated.length > 0)
    .toReversed();
};

/**
 * What has got a price since. A month is rated again only when a price may have come: months before this one have told what they found, and
 * what this one has found so far its own statement says.
 * @param book with prices of what waits
 */
export const ratedLater = async (
  cluster: Pick<ClusterRecord, "tenantId" | "clusterId">,
  waiting: readonly Waiting[],
  { statements, book, now }: { statements: readonly StatementRecord[]; book: PriceBook; now: string },
  ports: { ledger: Ledger; prices: Prices },
): Promise<Found> => {
  const earlier = monthsBefore(statements, now);
  const current = statements.find(({ month }) => month === now.slice(0, 7));
  const found: Found[] = [];
  for (const { closed, last } of waiting) {
    if (pricesKnown(book, last) === last.prices) continue;
    const done = current?.ratedAgain?.find(({ month }) => month === closed.month);
    if (current && done && pricesKnown(book, done) === done.prices)
      found.push({
        corrections: current.corrections.filter(({ month }) => month === closed.month),
        ratedAgain: [done],
      });
    else found.push(await rateAgain(cluster, { closed, told: toldOf(earlier, closed.month), now }, ports));
  }
  return added(found);
};
