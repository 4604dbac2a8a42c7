import { listPrices } from "#core/catalog/list-prices.ts";
import type { PriceStore, Prices } from "#core/ports/prices.ts";
import { priceBook, spotTypeOf } from "./price-book.ts";
import { monthBefore } from "./read-range.ts";

const monthOf = (at: string): string => at.slice(0, 7);

/** Prices of the region: the built-in ones and those that have been read since. */
export const pricesOf = (store: Pick<PriceStore, "listed" | "spot" | "spotIn">, region: string): Prices => ({
  async book(things, { since, until }) {
    const spot = things.flatMap(({ priceKey, zones }) => {
      const machineType = spotTypeOf(priceKey);
      return machineType === undefined ? [] : [{ machineType, zones }];
    });
    const types = new Set(spot.filter(({ zones }) => zones === undefined).map(({ machineType }) => machineType));
    // Read together: the catalog asks for every type at once.
    const places = spot
      .filter(({ machineType }) => !types.has(machineType))
      .flatMap(({ machineType, zones = [] }) => zones.map((zone) => ({ machineType, zone })));
    // A month knows what it began with only once it has been read: until then the last price of the month before holds.
    const months = { first: monthBefore(monthOf(since)), last: monthOf(until) };
    const [listed, ofPlaces, ...ofTypes] = await Promise.all([
      store.listed(region),
      places.length > 0 ? store.spotIn(region, places, months) : [],
      ...[...types].map((type) => store.spot(region, type, months)),
    ]);
    return priceBook(region, [...listPrices, ...listed], [...ofPlaces, ...ofTypes.flat()]);
  },
});
