import type { FocusQuery, FocusRow } from "#contract/focus.ts";
import type { Call } from "#core/clusters/command.ts";
import { closePage, openPage } from "#core/page-tokens.ts";
import { type Position, readPosition, writePosition } from "./focus-pages.ts";
import { isSpot, type PriceBook } from "./price-book.ts";
import { type Charge, rateUsage } from "./rate.ts";
import type { BillingPorts } from "./read-charges.ts";
import { monthEnd, readRange } from "./read-range.ts";
import { periodStart } from "./totals.ts";
import { amountUnit, type UsageInterval, type UsageKind } from "./usage.ts";

const mostDays = 31;

const services = {
  machine: ["Compute", "Amazon Elastic Compute Cloud", "Hours"],
  volume: ["Storage", "Amazon Elastic Block Store", "GiB-Hours"],
  address: ["Networking", "Amazon Virtual Private Cloud", "Hours"],
  "load-balancer": ["Networking", "Elastic Load Balancing", "Hours"],
  "nat-gateway": ["Networking", "Amazon Virtual Private Cloud", "Hours"],
  snapshot: ["Storage", "Amazon Simple Storage Service", "GiB-Hours"],
} as const satisfies Record<UsageKind, readonly [FocusRow["ServiceCategory"], string, string]>;

const dayAfter = (day: string): string => new Date(Date.parse(day) + 24 * 3600_000).toISOString();

const rowOf = (
  { tenantId, clusterId, resourceId, kind, part, priceKey, zone }: UsageInterval,
  day: string,
  charges: readonly Charge[],
  book: PriceBook,
): FocusRow => {
  const [ServiceCategory, ServiceName, unit] = services[kind];
  const cost = charges.reduce((sum, { micros = 0 }) => sum + micros, 0) / 1e6;
  const hours = charges.reduce((sum, { amount }) => sum + amount, 0) / amountUnit(kind) / 3600;
  const price = book.price(priceKey, day, zone);
  const month = day.slice(0, 7);
  // The list price is of the pricing unit: of storage a GiB and month, of which the day is a part.
  const monthHours = (Date.parse(monthEnd(month)) - Date.parse(`${month}-01T00:00:00.000Z`)) / 3600_000;
  const [pricingUnit, quantity] = price?.per === "gib-month" ? ["GiB-Months", hours / monthHours] : [unit, hours];
  // A spot machine's changes within the day: what it was on the whole.
  const unitPrice = price ? (isSpot(priceKey) && hours > 0 ? cost / hours : price.nanos / 1e9) : null;
  return {
    ...{ BilledCost: cost, ContractedCost: cost, EffectiveCost: cost, ListCost: cost, BillingCurrency: "USD" },
    ...{ BillingAccountId: tenantId, BillingAccountName: null, SubAccountId: clusterId, SubAccountName: null },
    ...{ BillingPeriodStart: `${month}-01T00:00:00.000Z`, BillingPeriodEnd: monthEnd(month) },
    ...{ ChargePeriodStart: day, ChargePeriodEnd: dayAfter(day), ChargeCategory: "Usage", ChargeClass: null },
    ...{
      ChargeDescription: price ? `${priceKey}, ${price.source}` : `${priceKey}, no price known`,
      ChargeFrequency: "Usage-Based",
    },
    ...{ ConsumedQuantity: hours, ConsumedUnit: unit, PricingQuantity: quantity, PricingUnit: pricingUnit },
    ...{ ContractedUnitPrice: unitPrice, ListUnitPrice: unitPrice },
    PricingCategory: isSpot(priceKey) ? "Dynamic" : "Standard",
    ...{ InvoiceIssuerName: "AWS", ProviderName: "AWS", PublisherName: "AWS", RegionId: book.region, RegionName: null },
    ...{ ResourceId: resourceId, ResourceName: null, ResourceType: kind, ServiceCategory, ServiceName },
    ...{ SkuId: priceKey, SkuPriceId: `${book.region}/${priceKey}` },
    Tags: { "kubewright:cluster": clusterId, "kubewright:part": part },
  };
};

/** A row a day of one usage. */
const rowsOf = (
  interval: UsageInterval,
  range: { since: string; until: string },
  { book, now }: { book: PriceBook; now: string },
): { position: Omit<Position, "at">; row: FocusRow }[] => {
  const byDay = new Map<string, Charge[]>();
  for (const charge of rateUsage(interval, range, { book, now }, "day")) {
    const day = periodStart(charge.hour, "day");
    byDay.set(day, [...(byDay.get(day) ?? []), charge]);
  }
  const { start, usageId } = interval;
  return [...byDay].map(([day, charges]) => ({
    position: { start, usageId, day },
    row: rowOf(interval, day, charges, book),
  }));
};

const isAfter = (a: Omit<Position, "at">, b: Position): boolean =>
  [a.start, a.usageId, a.day].join(" ") > [b.start, b.usageId, b.day].join(" ");

/**
 * Charges a resource and day, as cost tools read them, a page at a time; later pages are of the moment of the first.
 * @throws InvalidInput for a range that makes no sense, or is over 31 days, and for a token of another list
 */
export const billingFocus = async (
  { caller: { tenantId }, query }: Call<undefined, undefined, FocusQuery>,
  { ledger, clock, prices }: Omit<BillingPorts, "state">,
): Promise<{ items: FocusRow[]; nextPageToken?: string }> => {
  const { clusterId, since, until } = query;
  const scope = { tenantId, list: "billing-focus", clusterId, since, until };
  const { limit, after } = openPage(scope, query);
  const from = after === undefined ? undefined : readPosition(after, clock.now());
  const now = from?.at ?? clock.now();
  const range = readRange(query, now, mostDays);
  const usage = await ledger.usage(tenantId, { ...range, ...(clusterId === undefined ? {} : { clusterId }) });
  const book = await prices.book(usage, range);
  const items: FocusRow[] = [];
  let last: Omit<Position, "at"> | undefined;
  for (const interval of usage) {
    if (from && interval.start < from.start) continue;
    for (const { position, row } of rowsOf(interval, range, { book, now })) {
      if (from && !isAfter(position, from)) continue;
      if (last && items.length === limit) return closePage(scope, items, writePosition({ at: now, ...last }));
      items.push(row);
      last = position;
    }
  }
  return closePage(scope, items, undefined);
};
