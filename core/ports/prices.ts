import type { PriceBook } from "#core/billing/price-book.ts";
import type { ListPrice } from "#core/catalog/list-prices.ts";
import type { SpotChange, SpotMonth } from "#core/catalog/spot-prices.ts";

/** What has no price now, and why. */
export interface Unread {
  key: string;
  why: string;
  /** AWS has answered, and has no such product in the region. */
  absent?: boolean;
}

/** Where prices come from. */
export interface PriceSource {
  /** Prices as they are listed now: each key's, or why it cannot be read. Never throws: each key is read by itself. */
  listed(region: string, keys: readonly string[]): Promise<{ prices: ListPrice[]; unread: Unread[] }>;
  /** Changes since then, and of each type and zone the one before, which held until the first of them. @throws TemporaryFailure */
  spotHistory(machineTypes: readonly string[], since: string): Promise<SpotChange[]>;
}

/** When prices were last asked for, by kind; absent: never. */
export interface PriceRefresh {
  listedAt?: string;
  /** Keys of listed prices that are to be asked for again before their day. */
  unread?: string[];
  spotAt?: string;
}

/** Prices that have been read: what is kept never changes, it only grows. All methods may throw TemporaryFailure. */
export interface PriceStore {
  /** All of the region, in no order. */
  listed(region: string): Promise<ListPrice[]>;
  /** Keeps those of a key and first day of which nothing is kept. @returns those that are new */
  addListed(prices: readonly ListPrice[]): Promise<ListPrice[]>;
  /** Of all zones, those months. @param months first and last, such as `2026-01` */
  spot(region: string, machineType: string, months: { first: string; last: string }): Promise<SpotMonth[]>;
  /** The same of these types in these zones alone, in no order: many together, in a few calls. */
  spotIn(
    region: string,
    places: readonly { machineType: string; zone: string }[],
    months: { first: string; last: string },
  ): Promise<SpotMonth[]>;
  /** Adds changes; at a moment of which one is kept, that one stays. @returns how many are new */
  addSpot(months: readonly SpotMonth[]): Promise<number>;
  refreshed(region: string): Promise<PriceRefresh>;
  /** All that is named at once; the rest stays as it was. */
  noteRefreshed(region: string, refresh: PriceRefresh): Promise<void>;
}

/** Something that is to be priced. */
export interface Priced {
  priceKey: string;
  /** Of a spot machine. */
  zone?: string;
  /** The only ones whose spot prices are asked for; absent: all there are. */
  zones?: readonly string[];
}

/** Prices as rules ask for them. */
export interface Prices {
  /**
   * Everything that is known of these things within the range.
   * @throws TemporaryFailure
   */
  book(things: readonly Priced[], range: { since: string; until: string }): Promise<PriceBook>;
}
