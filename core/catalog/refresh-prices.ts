import { machineTypes } from "#contract/machine-types.ts";
import type { PriceSource, PriceStore, Unread } from "#core/ports/prices.ts";
import type { Clock } from "#core/ports/state.ts";
import { type ListPrice, listPrices } from "./list-prices.ts";
import { newPrices, spotMonths } from "./new-prices.ts";

export interface RefreshPricesPorts {
  region: string;
  priceStore: PriceStore;
  priceSource: PriceSource;
  clock: Clock;
}

/** Everything of a cluster that has a listed price. */
export const listedKeys: readonly string[] = [
  ...machineTypes.map((type) => `machine/${type}/on-demand`),
  ...["volume/gp3", "address/public-ipv4", "load-balancer/network", "nat-gateway", "snapshot/s3-standard"],
];

export interface Refreshed {
  /** Listed prices that were not known, that could not be read, and that the region does not have; absent when none was asked for. */
  listed?: { news: ListPrice[]; late: ListPrice[]; unread: Unread[]; absent: Unread[] };
  /** Changes of spot prices that were not known, or why they cannot be read. */
  spot: { news: number } | { why: string };
}

const hour = 3600_000;
const day = 24 * hour;
/** A little less than a day, for a look that comes each hour. */
const listedAfter = day - hour / 2;
/** Of a service that has read none yet: as far back as its first statement may reach. AWS tells 90 days. */
const firstSpotDays = 35;
const mostSpotDays = 89;
/** Changes may be told a little late. */
const overlap = 2 * hour;

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

const refreshListed = async (
  { region, priceStore, priceSource }: RefreshPricesPorts,
  { keys, now }: { keys: readonly string[]; now: string },
): Promise<NonNullable<Refreshed["listed"]>> => {
  const { prices, unread: missing } = await priceSource.listed(region, keys);
  const builtIn = listPrices.filter((one) => one.region === region);
  const known = [...builtIn, ...(await priceStore.listed(region))];
  const { news, late } = newPrices(known, prices, now.slice(0, 10));
  // What has had a price and has none any more is a fault of the question sooner than an end of the product.
  const isAbsent = ({ key, absent = false }: Unread): boolean => absent && !known.some((one) => one.key === key);
  return {
    news: news.length > 0 ? await priceStore.addListed(news) : [],
    ...{ late, unread: missing.filter((one) => !isAbsent(one)), absent: missing.filter(isAbsent) },
  };
};

const refreshSpot = async (
  { region, priceStore, priceSource }: RefreshPricesPorts,
  { last, now }: { last: string | undefined; now: number },
): Promise<number> => {
  const from = last === undefined ? now - firstSpotDays * day : Date.parse(last) - overlap;
  const since = iso(Math.max(from, now - mostSpotDays * day));
  const history = await priceSource.spotHistory(machineTypes, since);
  return priceStore.addSpot(spotMonths(region, history, { since, now: iso(now) }));
};

/**
 * Reads what AWS asks for now: listed prices once a day, spot prices whenever it is called. The book only grows; what cannot be read
 * leaves it as it is, and is said. May be done by several at a time, and again at any time.
 * @throws TemporaryFailure when the store does not answer
 */
export const refreshPrices = async (ports: RefreshPricesPorts): Promise<Refreshed> => {
  const { region, priceStore, clock } = ports;
  const now = clock.now();
  const before = await priceStore.refreshed(region);
  const isDue = before.listedAt === undefined || Date.parse(now) - Date.parse(before.listedAt) >= listedAfter;
  const keys = isDue ? listedKeys : (before.unread ?? []);
  const listed = keys.length > 0 ? await refreshListed(ports, { keys, now }) : undefined;
  // The day's question has been asked, whatever came of it: only what is open is asked for again with each call.
  if (listed) {
    const unread = [...listed.unread, ...listed.late].map(({ key }) => key);
    await priceStore.noteRefreshed(region, { unread, ...(isDue ? { listedAt: now } : {}) });
  }
  try {
    const news = await refreshSpot(ports, { last: before.spotAt, now: Date.parse(now) });
    await priceStore.noteRefreshed(region, { spotAt: now });
    return { ...(listed ? { listed } : {}), spot: { news } };
  } catch (error) {
    return { ...(listed ? { listed } : {}), spot: { why: String(error) } };
  }
};
