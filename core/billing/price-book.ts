import { type ListPrice, listPrices } from "#core/catalog/list-prices.ts";
import type { SpotMonth } from "#core/catalog/spot-prices.ts";

export interface PriceBook {
  region: string;
  /** The price in effect; undefined where none is known. @param zone of a spot machine: each has prices of its own */
  price(key: string, at: string, zone?: string): ListPrice | undefined;
  /** For what has no zone yet: of a spot machine the price of the dearest. */
  expected(key: string, at: string): ListPrice | undefined;
  /** Moments within the span at which the price changes, in milliseconds, by time. Of listed prices none: they change at midnight. */
  changes(key: string, zone: string | undefined, from: number, to: number): number[];
}

const spotKey = /^machine\/([^/]+)\/spot$/;

/** Whether the price changes by zone and at any second. */
export const isSpot = (key: string): boolean => spotKey.test(key);

/** The machine type of a spot machine's key. */
export const spotTypeOf = (key: string): string | undefined => spotKey.exec(key)?.[1];

const byFrom = (a: ListPrice, b: ListPrice): number => (a.from < b.from ? -1 : 1);

const grouped = (prices: readonly ListPrice[]): Map<string, ListPrice[]> => {
  const byKey = new Map<string, ListPrice[]>();
  for (const price of prices) byKey.set(price.key, [...(byKey.get(price.key) ?? []), price]);
  for (const ofKey of byKey.values()) ofKey.sort(byFrom);
  return byKey;
};

const spotPrices = (region: string, months: readonly SpotMonth[]): ListPrice[] =>
  months
    .filter((one) => one.region === region)
    .flatMap(({ machineType, zone, changes }) =>
      changes.map(
        ({ at, nanos }): ListPrice => ({
          ...{ region, key: `machine/${machineType}/spot/${zone}`, nanos, per: "hour", from: at },
          source: "EC2 DescribeSpotPriceHistory, Linux/UNIX",
        }),
      ),
    );

/**
 * Prices of one region. Of several of a key the last that has begun counts. Before all of them a listed one's first counts, for a list
 * has held before it was read; of spot prices nothing is known then.
 * @param prices in any order, the built-in ones by default
 */
export const priceBook = (
  region: string,
  prices: readonly ListPrice[] = listPrices,
  spot: readonly SpotMonth[] = [],
): PriceBook => {
  const listed = grouped(prices.filter((one) => one.region === region));
  const ofSpot = grouped(spotPrices(region, spot));
  const spotNames = [...ofSpot.keys()];
  const begun = (known: ListPrice[] | undefined, at: string): ListPrice | undefined =>
    known?.findLast(({ from }) => from <= at);
  return {
    region,
    price(key, at, zone) {
      if (isSpot(key)) return zone === undefined ? undefined : begun(ofSpot.get(`${key}/${zone}`), at);
      const known = listed.get(key);
      return begun(known, at) ?? known?.[0];
    },
    expected(key, at) {
      if (!isSpot(key)) return this.price(key, at);
      return spotNames
        .filter((name) => name.startsWith(`${key}/`))
        .map((name) => begun(ofSpot.get(name), at))
        .filter((one) => one !== undefined)
        .sort((a, b) => b.nanos - a.nanos)[0];
    },
    changes(key, zone, from, to) {
      if (!isSpot(key) || zone === undefined) return [];
      const moments = (ofSpot.get(`${key}/${zone}`) ?? []).map((one) => Date.parse(one.from));
      return moments.filter((moment) => from < moment && moment < to);
    },
  };
};
