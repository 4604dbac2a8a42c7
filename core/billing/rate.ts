import type { ListPrice } from "#core/catalog/list-prices.ts";
import { isSpot, type PriceBook } from "./price-book.ts";
import { quantityUnit, type UsageInterval, type UsageKind } from "./usage.ts";

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

const monthBegin = (moment: number): number => {
  const day = new Date(moment);
  return Date.UTC(day.getUTCFullYear(), day.getUTCMonth());
};

/**
 * Of a snapshot, of which an hour costs less than a micro-dollar: the hours of a month one after the other, each by how much it brings the
 * rounded sum since the month's, or the snapshot's, beginning forward. So a month is rounded once, by byte and second as S3 adds up, and is
 * the sum of its hours, whichever of them are asked for.
 */
const monthlySum = ({
  kind,
  quantity,
}: UsageInterval): ((price: ListPrice, seconds: number, hour: number) => number) => {
  let month = 0;
  let amount = 0n;
  return (price, seconds, hour) => {
    if (month !== monthBegin(hour)) [month, amount] = [monthBegin(hour), 0n];
    const unit = unitOf(price, kind, hour);
    const before = rounded(amount, unit);
    amount += BigInt(price.nanos) * BigInt(quantity) * BigInt(seconds);
    return rounded(amount, unit) - before;
  };
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
  // S3 knows no minimum of its standard storage.
  if (kind === "snapshot") return [from, Math.max(end ? Date.parse(end.at) : now, from)];
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
  const since = Date.parse(range.since);
  const inSum = kind === "snapshot" ? monthlySum(interval) : undefined;
  const first = Math.max(Math.floor(from / hourMilliseconds) * hourMilliseconds, inSum ? monthBegin(since) : since);
  const last = Math.min(to, Date.parse(range.until));
  const wholeHours = byHour.has(kind);
  const spot = isSpot(priceKey);
  const charges: Charge[] = [];
  for (let hour = first, hours = 1; hour < last; hour += hours * hourMilliseconds) {
    const dayEnd = Math.min(
      (Math.floor(hour / dayMilliseconds) + 1) * dayMilliseconds,
      hour < since ? since : Number.POSITIVE_INFINITY,
    );
    const full = hour >= from ? Math.floor((Math.min(last, dayEnd) - hour) / hourMilliseconds) : 0;
    hours = (together || hour < since) && !spot ? Math.max(1, full) : 1;
    const seconds =
      wholeHours || full > 0 ? 3600 : Math.floor((Math.min(to, hour + hourMilliseconds) - Math.max(from, hour)) / 1000);
    const at = new Date(hour).toISOString();
    const price = spot ? undefined : book.price(priceKey, at);
    const summed = inSum && price && inSum(price, seconds * hours, hour);
    if (hour < since) continue;
    charges.push({
      ...{ hour: at, usageId, clusterId, resourceId, kind, part, priceKey, quantity, seconds: seconds * hours },
      micros: spot
        ? spotMicros(interval, { from: Math.max(from, hour), seconds }, book)
        : inSum
          ? summed
          : price && microsOf(price, interval, seconds, hour) * hours,
    });
  }
  return charges;
};
