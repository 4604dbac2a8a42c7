import type { PriceBook } from "./price-book.ts";
import { microsOf } from "./rate.ts";
import type { UsageInterval } from "./usage.ts";

/** Of what is open, for an hour of now; snapshots together, of which each alone would be rounded to nothing. */
export const perHourMicros = (usage: readonly UsageInterval[], book: PriceBook, now: string): number => {
  const open = usage.filter(({ end }) => end === undefined);
  const [first, ...rest] = open.filter(({ kind }) => kind === "snapshot");
  const stored = first && { ...first, quantity: rest.reduce((sum, { quantity }) => sum + quantity, first.quantity) };
  return [...open.filter(({ kind }) => kind !== "snapshot"), ...(stored ? [stored] : [])].reduce((sum, one) => {
    const price = book.price(one.priceKey, now, one.zone);
    return sum + (price ? microsOf(price, one, 3600, Date.parse(now)) : 0);
  }, 0);
};
