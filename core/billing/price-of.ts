import { hoursAMonth, type Price, type PriceLine } from "#contract/billing.ts";
import { assumedSnapshotMiB } from "#core/plan/backup-billables.ts";
import type { Billable } from "#core/plan/ledger.ts";
import type { NodeGroupRecord } from "#core/records.ts";
import type { PriceBook } from "./price-book.ts";
import { quantityUnit } from "./usage.ts";

type Rating = { nodeGroups: readonly NodeGroupRecord[]; book: PriceBook; now: string };

const notIncluded = [
  `what snapshots have beyond ${assumedSnapshotMiB} MiB each, and those that nobody plans`,
  "data transfer, and data through the NAT gateway",
  "capacity units of the load balancer",
  "secrets, keys, logs and calls of AWS APIs",
  "changes of spot prices: the dearest zone's of now is counted",
];

/** Of a month of 730 hours and of an hour of it, in micro-dollars, rounded half up. */
const moneyOf = ({ kind, priceKey, quantity }: Billable, { book, now }: Rating): { hour?: number; month?: number } => {
  const price = book.expected(priceKey, now);
  if (!price) return {};
  const [hour, month] =
    price.per === "hour" ? [price.nanos, price.nanos * hoursAMonth] : [price.nanos / hoursAMonth, price.nanos];
  const units = quantity / quantityUnit(kind);
  return { hour: Math.round((hour * units) / 1000), month: Math.round((month * units) / 1000) };
};

const sum = (amounts: readonly (number | undefined)[]): number =>
  amounts.reduce<number>((total, amount = 0) => total + amount, 0);

const same = (a: Billable, b: Billable): boolean => a.part === b.part && a.priceKey === b.priceKey;

const gathered = (billables: readonly Billable[]): Billable[] =>
  billables.reduce<Billable[]>((all, one) => {
    const there = all.find((other) => same(other, one));
    if (there) there.quantity += one.quantity;
    else all.push({ ...one });
    return all;
  }, []);

/**
 * What the others run for their own account: the control plane with its disks, and the balancer before it. The rest is taken to be the
 * same, at AWS's prices.
 */
const comparisonOf = (billables: readonly Billable[], ours: number, rating: Rating): Price["comparison"] => {
  const spared = billables.filter(({ part, kind }) => part === "control-plane" || kind === "load-balancer");
  const balancerAddresses = billables.filter(({ kind, quantity }) => kind === "address" && quantity > 1);
  const rest = ours - sum([...spared, ...balancerAddresses].map((one) => moneyOf(one, rating).month));
  return (["eks", "gke"] as const).flatMap((service) => {
    const price = rating.book.price(`comparison/${service}`, rating.now);
    if (!price) return [];
    const perMonthMicros = rest + Math.round((price.nanos * hoursAMonth) / 1000);
    const basis = `${price.source}, since ${price.from}; the same workers, disks and NAT gateway at AWS's list prices`;
    return [{ service, perMonthMicros, differenceMicros: ours - perMonthMicros, basis }];
  });
};

/** What all of it costs an hour and a month, and what the same workers would elsewhere. */
export const priceOf = (billables: readonly Billable[], rating: Rating): Price => {
  const names = new Map(rating.nodeGroups.map(({ nodeGroupId, spec }) => [nodeGroupId, spec.name]));
  const lines = gathered(billables).map((one): PriceLine => {
    const { hour, month } = moneyOf(one, rating);
    return {
      ...{ part: names.get(one.part) ?? one.part, kind: one.kind, priceKey: one.priceKey, quantity: one.quantity },
      ...(hour === undefined ? {} : { perHourMicros: hour }),
      ...(month === undefined ? {} : { perMonthMicros: month }),
    };
  });
  const perMonthMicros = sum(lines.map((line) => line.perMonthMicros));
  const unrated = lines.filter((line) => line.perHourMicros === undefined).map(({ priceKey }) => priceKey);
  return {
    ...{ currency: "USD", region: rating.book.region, perHourMicros: sum(lines.map((line) => line.perHourMicros)) },
    ...{ perMonthMicros, lines, unrated: [...new Set(unrated)], notIncluded },
    comparison: unrated.length > 0 ? [] : comparisonOf(billables, perMonthMicros, rating),
  };
};
