import type { PriceBook } from "./price-book.ts";
import { microsOf } from "./rate.ts";
import type { UsageInterval } from "./usage.ts";

/** Of what is open, for an hour of now. */
export const perHourMicros = (usage: readonly UsageInterval[], book: PriceBook, now: string): number =>
  usage
    .filter(({ end }) => end === undefined)
    .reduce((sum, { priceKey, quantity, zone }) => {
      const price = book.price(priceKey, now, zone);
      return sum + (price ? microsOf(price, quantity, 3600, Date.parse(now)) : 0);
    }, 0);
