import { type ListPrice, listPrices } from "#core/catalog/list-prices.ts";
import type { SpotMonth } from "#core/catalog/spot-prices.ts";

export interface PriceBook {
  region: string;
  /** The price in effect; undefined where none is known. @param zone of a spot machine: each has prices of its own */
  price(key: string, at: string, zone?: string): ListPrice | undefined;
  /** For what has no zone yet: of a spot machine the price of the dearest. */
  expected(key: string, at: string): ListPrice | undefined;
  /** Moments within the span at which the price changes, in milliseconds, by time. Listed prices, which no zone has, change at midnight. */
  changes(key: string, zone: string | undefined, from: number, to: number): number[];
  /**
   * How many prices begin from a moment on and before another one, in milliseconds, in all zones. Of a listed one all there are: it
   * counts before it begins, too. The book grows, so a price of what had none can only have come when there are more than before.
   */
  count(key: string, from: number, to: number): number;
}

const spotKey = /^machine\/([^/]+)\/spot$/;

/** Whether the price changes by zone and at any second. */
export const isSpot = (key: string): boolean => spotKey.test(key);

/** The machine type of a spot machine's key. */
export const spotTypeOf = (key: string): string | undefined => spotKey.exec(key)?.[1];

const byFrom = (a: ListPrice, b: ListPrice): number => (a.from < b.from ? -1 : 1);

const grouped = (prices: readonly ListPrice[]): Map<string, ListPrice[]> => {
  const byKey = new Map<string, ListPrice[]>();
  for (const price of prices) {
    const ofKey = byKey.get(price.key);
    if (ofKey) ofKey.push(price);
    else byKey.set(price.key, [price]);
  }
  for (const ofKey of byKey.values()) ofKey.sort(byFrom);
  return byKey;
};

/**
 * How many of them hold, of which the first ones do and then none. A bill asks for each hour of each machine, and a spot price has
 * some hundred changes a month: all of them one by one would take longer than a call may.
 */
const countFirst = <Item>(items: readonly Item[], holds: (item: Item) => boolean): number => {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(items[middle] as Item)) low = middle + 1;
    else high = middle;
  }
  return low;
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
  const momentsOf = (prices: readonly ListPrice[]): number[] => prices.map(({ from }) => Date.parse(from));
  const moments = new Map([...ofSpot].map(([name, ofKey]) => [name, momentsOf(ofKey)]));
  // What a list began with has held before, too.
  const listedMoments = new Map([...listed].map(([key, ofKey]) => [key, momentsOf(ofKey.slice(1))]));
  const begun = (known: ListPrice[] = [], at: string): ListPrice | undefined =>
    known[countFirst(known, ({ from }) => from <= at) - 1];
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
      const all = (isSpot(key) ? moments.get(`${key}/${zone}`) : listedMoments.get(key)) ?? [];
      const first = countFirst(all, (moment) => moment <= from);
      return all.slice(
        first,
        countFirst(all, (moment) => moment < to),
      );
    },
    count(key, from, to) {
      if (!isSpot(key)) return listed.get(key)?.length ?? 0;
      return spotNames
        .filter((name) => name.startsWith(`${key}/`))
        .map((name) => moments.get(name) ?? [])
        .reduce((sum, all) => sum + all.filter((moment) => from <= moment && moment < to).length, 0);
    },
  };
};
