import type { ChangePrice, Price } from "#contract/billing.ts";
import type { Billable } from "#core/plan/ledger.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { NodeGroupRecord } from "#core/records.ts";
import { priceOf } from "./price-of.ts";

/** Machines that stay until others have come in their place, and for how many seconds both are there. */
export interface Twice {
  billables: readonly Billable[];
  seconds: number;
}

const amount = ({ perHourMicros, perMonthMicros }: Price): ChangePrice["before"] => ({ perHourMicros, perMonthMicros });

/** The one list without the other: each thing goes once. */
export const without = (all: readonly Billable[], gone: readonly Billable[]): Billable[] => {
  const left = [...all];
  for (const { part, priceKey, quantity } of gone) {
    const at = left.findIndex((one) => one.part === part && one.priceKey === priceKey && one.quantity === quantity);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
};

/** What a cluster costs before and after, and what the machines cost that are there twice meanwhile. */
export const priceOfChange = async (
  {
    before,
    after,
    twice,
    seconds,
  }: { before: Billable[]; after: Billable[]; twice: readonly Twice[]; seconds: number },
  { nodeGroups, prices, now }: { nodeGroups: readonly NodeGroupRecord[]; prices: Prices; now: string },
): Promise<ChangePrice> => {
  const book = await prices.book([...before, ...after], { since: now, until: now });
  const of = (billables: readonly Billable[]): Price => priceOf(billables, { nodeGroups, book, now });
  const [was, will] = [of(before), of(after)];
  const microSeconds = twice.reduce((sum, one) => sum + of(one.billables).perHourMicros * one.seconds, 0);
  return {
    ...{ currency: "USD", region: was.region, before: amount(was), after: amount(will) },
    change: { seconds, micros: Math.round(microSeconds / 3600) },
    ...{ unrated: [...new Set([...was.unrated, ...will.unrated])], notIncluded: was.notIncluded },
  };
};
