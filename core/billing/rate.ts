import type { ListPrice } from "#core/catalog/list-prices.ts";
import { isSpot, type PriceBook } from "./price-book.ts";
import { bytesAKiB, quantityUnit, type UsageInterval, type UsageKind } from "./usage.ts";

export const hourMilliseconds = 3600_000;
export const dayMilliseconds = 24 * hourMilliseconds;

export type Period = "hour" | "day" | "month";

/** What one usage costs in one clock hour, or in several that are charged together. */
export interface Charge {
  /** Its beginning. */
  hour: string;
  usageId: string;
  clusterId: string;
  resourceId: string;
  kind: UsageKind;
  part: string;
  priceKey: string;
  /** That are billed: rounded up where the cloud does so. */
  seconds: number;
  /** Billed seconds times quantity: of a volume GiB-seconds, of snapshots KiB-seconds. */
  amount: number;
  /** Millionths of a dollar; undefined while no price is known. */
  micros: number | undefined;
}

/** "A 60-second minimum": Amazon EC2, EBS and VPC (public IPv4) pricing. */
const leastMilliseconds = 60_000;
/** "Each hour or partial hour": Elastic Load Balancing and VPC (NAT gateway) pricing; clock hours, as the cost and usage report lists them. */
const byHour: ReadonlySet<UsageKind> = new Set(["load-balancer", "nat-gateway"]);

/** From when on the ends lie of what is billed at a moment or after it: the minimum may reach that far. */
export const earliestEnd = (since: string): string => new Date(Date.parse(since) - leastMilliseconds).toISOString();

/** First moment after a month, in milliseconds. @param months later than the one that the moment lies in */
const monthAfter = (moment: number, months = 1): number => {
  const day = new Date(moment);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + months);
};

const dayAfter = (moment: number): number => (Math.floor(moment / dayMilliseconds) + 1) * dayMilliseconds;

const monthSeconds = (hour: number): number => (monthAfter(hour) - monthAfter(hour, 0)) / 1000;

/** The one rounding: half up, to whole micro-dollars, of one usage in one hour. Sums of such are exact. */
const rounded = (amount: bigint, unit: bigint): number => Number((2n * amount + unit) / (2n * unit));

const hourUnit = 3600n * 1000n;

/** What makes a micro-dollar of nano-dollars, quantity and seconds. */
const unitOf = ({ per }: ListPrice, kind: UsageKind, hour: number): bigint =>
  (per === "hour" ? hourUnit : BigInt(monthSeconds(hour)) * 1000n) * BigInt(quantityUnit(kind));

/** @param seconds whole, billed ones @param hour in which they lie, in milliseconds: months differ */
export const microsOf = (
  price: ListPrice,
  { kind, quantity }: Pick<UsageInterval, "kind" | "quantity">,
  seconds: number,
  hour: number,
): number => rounded(BigInt(price.nanos) * BigInt(quantity) * BigInt(seconds), unitOf(price, kind, hour));

/**
 * Of a spot machine, second by second at the price that is in effect.
 * Source: AWS whitepaper "Overview of Amazon EC2 Spot Instances", How Spot Instances work: "billed to the nearest second".
 * @returns undefined when a part of it has no price
 */
const spotMicros = (
  { priceKey, zone, quantity }: UsageInterval,
  { from, seconds }: { from: number; seconds: number },
  book: PriceBook,
): number | undefined => {
  const to = from + seconds * 1000;
  const moments = [from, ...book.changes(priceKey, zone, from, to), to];
  let amount = 0n;
  for (const [i, moment] of moments.slice(0, -1).entries()) {
    const price = book.price(priceKey, new Date(moment).toISOString(), zone);
    if (!price) return undefined;
    const until = moments[i + 1] ?? to;
    amount += BigInt(price.nanos) * BigInt(quantity) * BigInt(Math.floor(until / 1000) - Math.floor(moment / 1000));
  }
  return rounded(amount, hourUnit);
};

/** From when to when it is billed, in milliseconds. @param now for what has not ended */
const billedSpan = ({ start, end, kind }: UsageInterval, now: number): [number, number] => {
  const from = Date.parse(start);
  // An hour that has begun is the minimum of what is billed by the hour.
  return [from, Math.max(end ? Date.parse(end.at) : now, from + (byHour.has(kind) ? 1 : leastMilliseconds))];
};

/**
 * What snapshots cost: a charge a day, as S3 adds up storage, in the first hour of the day in which there is any; an hour of it costs less
 * than a micro-dollar. S3 knows no minimum.
 */
const rateStorage = (
  { start, end, amount, quantity, ...usage }: UsageInterval,
  range: { since: string; until: string },
  { book, now }: { book: PriceBook; now: string },
): Charge[] => {
  const { usageId, clusterId, resourceId, kind, part, priceKey } = usage;
  const from = Date.parse(start);
  // What is removed has an end that is still to come.
  const ends = [end?.at ?? now, now].map((moment) => Date.parse(moment));
  const to = Math.min(...ends, ...(amount === undefined ? [] : [dayAfter(from)]));
  const [since, until] = [Date.parse(range.since), Date.parse(range.until)];
  const charges: Charge[] = [];
  for (let begun = from; begun < to; begun = dayAfter(begun)) {
    const hour = Math.floor(begun / hourMilliseconds) * hourMilliseconds;
    if (hour < since || hour >= until) continue;
    const at = new Date(hour).toISOString();
    const seconds = Math.floor((Math.min(to, dayAfter(begun)) - begun) / 1000);
    const byteSeconds = amount === undefined ? BigInt(quantity) * BigInt(seconds) : BigInt(amount) * BigInt(bytesAKiB);
    const price = book.price(priceKey, at);
    charges.push({
      ...{ hour: at, usageId, clusterId, resourceId, kind, part, priceKey, seconds },
      amount: amount ?? (quantity * seconds) / bytesAKiB,
      micros: price && rounded(BigInt(price.nanos) * byteSeconds, unitOf(price, kind, hour)),
    });
  }
  return charges;
};

/** How many full hours from that one on have the same price, and lie in the same hour, day or month. */
const fullHours = (
  { priceKey, zone }: UsageInterval,
  { hour, last, together }: { hour: number; last: number; together: Period },
  book: PriceBook,
): number => {
  const one = together === "hour" || isSpot(priceKey);
  const end = one ? hour + hourMilliseconds : together === "day" ? dayAfter(hour) : monthAfter(hour);
  const to = Math.min(end, last);
  const [change = to] = one ? [] : book.changes(priceKey, zone, hour, to);
  return Math.floor((Math.min(to, change) - hour) / hourMilliseconds);
};

/**
 * What the usage costs, hour by hour, within a range; of snapshots, day by day. Depends on nothing but its arguments: may be done again at
 * any time.
 * @param range whole hours; @param now up to which what is open is billed
 * @param together full hours of a day, or a month, whose prices are one, as one charge: the same sums, in a fraction of the time
 */
export const rateUsage = (
  interval: UsageInterval,
  range: { since: string; until: string },
  { book, now }: { book: PriceBook; now: string },
  together: Period = "hour",
): Charge[] => {
  const { usageId, clusterId, resourceId, kind, part, priceKey, quantity } = interval;
  if (kind === "snapshot") return rateStorage(interval, range, { book, now });
  const [from, to] = billedSpan(interval, Date.parse(now));
  const first = Math.max(Math.floor(from / hourMilliseconds) * hourMilliseconds, Date.parse(range.since));
  const last = Math.min(to, Date.parse(range.until));
  const spot = isSpot(priceKey);
  const charges: Charge[] = [];
  for (let hour = first, hours = 1; hour < last; hour += hours * hourMilliseconds) {
    const full = hour >= from ? fullHours(interval, { hour, last, together }, book) : 0;
    hours = Math.max(1, full);
    const seconds =
      byHour.has(kind) || full > 0
        ? 3600
        : Math.floor((Math.min(to, hour + hourMilliseconds) - Math.max(from, hour)) / 1000);
    const at = new Date(hour).toISOString();
    const price = spot ? undefined : book.price(priceKey, at);
    charges.push({
      ...{ hour: at, usageId, clusterId, resourceId, kind, part, priceKey, seconds: seconds * hours },
      amount: quantity * seconds * hours,
      micros: spot
        ? spotMicros(interval, { from: Math.max(from, hour), seconds }, book)
        : price && microsOf(price, interval, seconds, hour) * hours,
    });
  }
  return charges;
};
