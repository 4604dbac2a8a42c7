import { createHash } from "node:crypto";
import type * as sdk from "@aws-sdk/client-ec2";
import { listPrices } from "#core/catalog/list-prices.ts";
import type { Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { instanceTypes } from "../instance-types.ts";
import { zones } from "../zones.ts";
import { checkFilters, type FilterTable, matches } from "./filters.ts";
import { page } from "./pages.ts";

const hour = 3600_000;
const day = 24 * hour;
/** "For up to the past 90 days": Amazon EC2 API Reference, DescribeSpotPriceHistory. */
const toldMilliseconds = 90 * day;
/** How often a price may change, at most. On AWS it does by the hour at the soonest. */
const steps = 6 * hour;
const products = ["Linux/UNIX", "Linux/UNIX (Amazon VPC)"];

/** Made of the text alone, from 0 to below 1: the same history at any time and in any process. */
const fraction = (text: string): number => createHash("sha256").update(text).digest().readUInt32BE(0) / 2 ** 32;

const onDemand = new Map(
  listPrices.flatMap(({ key, nanos }) => {
    const [, type] = /^machine\/([^/]+)\/on-demand$/.exec(key) ?? [];
    return type === undefined ? [] : [[type, nanos] as const];
  }),
);

/** 25 to 45 % of the price on demand, a tenth more or less from time to time. */
const priceAt = (type: string, zone: string, step: number): string => {
  const base = 0.25 + 0.2 * fraction(`${type} ${zone}`);
  const swing = 0.9 + 0.2 * fraction(`${type} ${zone} ${step}`);
  return (((onDemand.get(type) ?? 0) * base * swing) / 1e9).toFixed(6);
};

interface Change {
  type: string;
  zone: string;
  at: number;
  price: string;
  product: string;
}

/** Changes from the one that holds at `from` until `to`, the newest first, as AWS lists them. */
const changesOf = (type: string, zone: string, from: number, to: number): Omit<Change, "product">[] => {
  // Not every zone at the same moment, and at half of the steps none at all.
  const offset = Math.floor(fraction(`${type} ${zone} offset`) * (steps / 1000)) * 1000;
  const changes: Omit<Change, "product">[] = [];
  for (let step = Math.floor((to - offset) / steps); ; step -= 1) {
    if (fraction(`${type} ${zone} ${step} changes`) < 0.5) continue;
    const at = step * steps + offset;
    if (at >= to) continue;
    changes.push({ type, zone, at, price: priceAt(type, zone, step) });
    if (at <= from) return changes;
  }
};

const historyFilters: FilterTable<Change> = {
  "availability-zone": ({ zone }) => zone,
  "instance-type": ({ type }) => type,
  "product-description": ({ product }) => product,
  "spot-price": ({ price }) => price,
  timestamp: ({ at }) => new Date(at).toISOString(),
};

const known = (names: readonly string[] | undefined, all: readonly string[], parameter: string): readonly string[] => {
  const unknown = (names ?? []).filter((name) => !all.includes(name));
  if (unknown.length > 0) refuse("InvalidParameterValue", `Invalid value '${unknown[0]}' for parameter ${parameter}`);
  return names?.length ? names : all;
};

export const DescribeSpotPriceHistory = (
  input: sdk.DescribeSpotPriceHistoryRequest,
  { settings }: Context,
): sdk.DescribeSpotPriceHistoryResult => {
  checkFilters(input.Filters, historyFilters as FilterTable<never>, false);
  const now = settings.now();
  const to = Math.min(input.EndTime?.getTime() ?? now, now);
  const from = Math.max(input.StartTime?.getTime() ?? now - toldMilliseconds, now - toldMilliseconds);
  const types = known(input.InstanceTypes, [...instanceTypes.keys()], "instanceType");
  const places = known(input.AvailabilityZone ? [input.AvailabilityZone] : [], [...zones.keys()], "availabilityZone");
  const wanted = known(input.ProductDescriptions, products, "productDescription");
  const all = types
    .filter((type) => onDemand.has(type))
    .flatMap((type) => places.flatMap((zone) => changesOf(type, zone, from, to)))
    .flatMap((one) => wanted.map((product): Change => ({ ...one, product })))
    .filter((one) => matches(one, input.Filters, historyFilters))
    .sort((a, b) => b.at - a.at);
  const { items, next } = page(all, { ...input, MaxResults: input.MaxResults ?? 1000 }, { least: 1, most: 1000 });
  return {
    SpotPriceHistory: items.map(({ type, zone, at, price, product }) => ({
      ...{ InstanceType: type as sdk._InstanceType, AvailabilityZone: zone, AvailabilityZoneId: zones.get(zone) },
      ...{ ProductDescription: product as sdk.RIProductDescription, SpotPrice: price, Timestamp: new Date(at) },
    })),
    ...next,
  };
};
