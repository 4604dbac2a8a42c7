import type { PriceBook } from "./price-book.ts";
import { microsOf } from "./rate.ts";
import type { UsageInterval } from "./usage.ts";

/** A removed snapshot's end is told in advance. */
const isOpen = ({ kind, end }: UsageInterval, now: string): boolean =>
  end === undefined || (kind === "snapshot" && end.at > now);

/** Of what is open, for an hour of now; snapshots together, of which an hour is rounded to little. */
export const perHourMicros = (usage: readonly UsageInterval[], book: PriceBook, now: string): number => {
  const open = usage.filter((one) => isOpen(one, now));
  const [first, ...rest] = open.filter(({ kind }) => kind === "snapshot");
  const stored = first && { ...first, quantity: rest.reduce((sum, { quantity }) => sum + quantity, first.quantity) };
  return [...open.filter(({ kind }) => kind !== "snapshot"), ...(stored ? [stored] : [])].reduce((sum, one) => {
    const price = book.price(one.priceKey, now, one.zone);
    return sum + (price ? microsOf(price, one, 3600, Date.parse(now)) : 0);
  }, 0);
};
