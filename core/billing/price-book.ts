import { type ListPrice, listPrices } from "#core/catalog/list-prices.ts";

export interface PriceBook {
  region: string;
  /** The price of the day; undefined where none is known. */
  price(key: string, at: string): ListPrice | undefined;
}

/** Prices of one region. @param prices in any order; of several of a key the last that has begun counts, before all of them the first */
export const priceBook = (region: string, prices: readonly ListPrice[] = listPrices): PriceBook => {
  const byKey = new Map<string, ListPrice[]>();
  for (const price of prices.filter((one) => one.region === region))
    byKey.set(
      price.key,
      [...(byKey.get(price.key) ?? []), price].sort((a, b) => (a.from < b.from ? -1 : 1)),
    );
  return {
    region,
    price(key, at) {
      const known = byKey.get(key);
      return known?.findLast(({ from }) => from <= at.slice(0, 10)) ?? known?.[0];
    },
  };
};
