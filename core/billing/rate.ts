import type { ListPrice } from "#core/catalog/list-prices.ts";
import { isSpot, type PriceBook } from "./price-book.ts";
import type { UsageInterval, UsageKind } from "./usage.ts";

export const hourMilliseconds = 3600_000;

/** What one usage costs in one clock hour. */
export interface Charge {
  /** Its beginning. */
  hour: string;
  usageId: string;
  clusterId: string;
  resourceId: string;
  kind: UsageKind;
  part: string;
  priceKey: string;
  quantity: number;
  /** That are billed: rounded up where the cloud does so. */
  seconds: number;
  /** Millionths of a dollar; undefined while no price is known. */
  micros: number | undefined;
}

/** "A 60-second minimum": Amazon EC2, EBS and VPC (public IPv4) pricing. */
const leastMilliseconds = 60_000;
/** "Each hour or partial hour": Elastic Load Balancing and VPC (NAT gateway) pricing; clock hours, as the cost and usage report lists them. */
const byHour: ReadonlySet<UsageKind> = new Set(["load-balancer", "nat-gateway"]);

/** From when on the ends lie of what is billed at a moment or after it: the minimum may reach that far. */
export const earliestEnd = (since: string): string => new Date(Date.parse(since) - leastMilliseconds).toISOString();

const monthSeconds = (hour: number): number => {
  const day = new Date(hour);
  return (
    (Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1) - Date.UTC(day.getUTCFullYear(), day.getUTCMonth())) / 1000
  );
};

/** The one rounding: half up, to whole micro-dollars, of one usage in one hour. Sums of such are exact. */
const rounded = (amount: bigint, unit: bigint): number => Number((2n * amount + unit) / (2n * unit));

const hourUnit = 3600n * 1000n;

/** @param seconds whole, billed ones @param hour in which they lie, in milliseconds: months differ */
export const microsOf = ({ nanos, per }: ListPrice, quantity: number, seconds: number, hour: number): number => {
  const unit = per === "hour" ? hourUnit : BigInt(monthSeconds(hour)) * 1000n;
  return rounded(BigInt(nanos) * BigInt(quantity) * BigInt(seconds), unit);
};

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

const dayMilliseconds = 24 * hourMilliseconds;

/**
 * What the usage costs, hour by hour, within a range. Depends on nothing but its arguments: may be done again at any time.
 * @param range whole hours; @param now up to which what is open is billed
 * @param together full hours of a day, whose prices are one, as one charge: the same sums, in a twentieth of the time
 */
export const rateUsage = (
  interval: UsageInterval,
  range: { since: string; until: string },
  { book, now }: { book: PriceBook; now: string },
  together = false,
): Charge[] => {
  const { usageId, clusterId, resourceId, kind, part, priceKey, quantity } = interval;
  const [from, to] = billedSpan(interval, Date.parse(now));
  const first = Math.max(Math.floor(from / hourMilliseconds) * hourMilliseconds, Date.parse(range.since));
  const last = Math.min(to, Date.parse(range.until));
  const wholeHours = byHour.has(kind);
  const spot = isSpot(priceKey);
  const charges: Charge[] = [];
  for (let hour = first, hours = 1; hour < last; hour += hours * hourMilliseconds) {
    const dayEnd = (Math.floor(hour / dayMilliseconds) + 1) * dayMilliseconds;
    const full = hour >= from ? Math.floor((Math.min(last, dayEnd) - hour) / hourMilliseconds) : 0;
    hours = together && !spot ? Math.max(1, full) : 1;
    const seconds =
      wholeHours || full > 0 ? 3600 : Math.floor((Math.min(to, hour + hourMilliseconds) - Math.max(from, hour)) / 1000);
    const at = new Date(hour).toISOString();
    const price = spot ? undefined : book.price(priceKey, at);
    charges.push({
      ...{ hour: at, usageId, clusterId, resourceId, kind, part, priceKey, quantity, seconds: seconds * hours },
      micros: spot
        ? spotMicros(interval, { from: Math.max(from, hour), seconds }, book)
        : price && microsOf(price, quantity, seconds, hour) * hours,
    });
  }
  return charges;
};
