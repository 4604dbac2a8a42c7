import { listPrices } from "#core/catalog/list-prices.ts";
import type { PriceStore, Prices } from "#core/ports/prices.ts";
import { priceBook, spotTypeOf } from "./price-book.ts";
import { monthBefore } from "./read-range.ts";

const monthOf = (at: string): string => at.slice(0, 7);

/** Prices of the region: the built-in ones and those that have been read since. */
export const pricesOf = (store: Pick<PriceStore, "listed" | "spot">, region: string): Prices => ({
  async book(things, { since, until }) {
    const types = [...new Set(things.flatMap(({ priceKey }) => spotTypeOf(priceKey) ?? []))];
    // A month knows what it began with only once it has been read: until then the last price of the month before holds.
    const months = { first: monthBefore(monthOf(since)), last: monthOf(until) };
    const [listed, ...spot] = await Promise.all([
      store.listed(region),
      ...types.map((type) => store.spot(region, type, months)),
    ]);
    return priceBook(region, [...listPrices, ...listed], spot.flat());
  },
});
