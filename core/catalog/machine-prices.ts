import type { CatalogPrices } from "#contract/catalog.ts";
import type { PriceBook } from "#core/billing/price-book.ts";
import type { ListPrice } from "./list-prices.ts";

/** In whole micro-dollars, rounded half up. */
const hourly = ({ nanos, from, source }: ListPrice) => ({ perHourMicros: Math.round(nanos / 1000), from, source });

/**
 * What a machine costs an hour now. Of spot machines it is what the zone asks for, or, where none is named, the dearest zone: as
 * estimates count.
 * @param book with the type's spot prices
 */
export const machinePrices = (
  book: PriceBook,
  machineType: string,
  { now, zone }: { now: string; zone: string | undefined },
): CatalogPrices => {
  const onDemand = book.price(`machine/${machineType}/on-demand`, now);
  const spotKey = `machine/${machineType}/spot`;
  const spot = zone === undefined ? book.expected(spotKey, now) : book.price(spotKey, now, zone);
  return {
    ...{ currency: "USD", region: book.region },
    ...(onDemand ? { onDemand: hourly(onDemand) } : {}),
    ...(spot ? { spot: { ...hourly(spot), zone: spot.key.slice(spotKey.length + 1) } } : {}),
  };
};
