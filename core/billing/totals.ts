import type { PriceBook } from "./price-book.ts";
import { type Charge, type Period, rateUsage } from "./rate.ts";
import type { UsageInterval, UsageKind } from "./usage.ts";

/** Charges of one part, kind and price in one period. */
export interface BillLine {
  /** Its beginning: an hour, a day or a month. */
  period: string;
  clusterId: string;
  part: string;
  kind: UsageKind;
  priceKey: string;
  /** Billed seconds times quantity: of a volume GiB-seconds, of snapshots KiB-seconds, rounded. */
  amount: number;
  /** undefined: no price is known. */
  micros: number | undefined;
}

const periodOf = { hour: 13, day: 10, month: 7 } as const;
const rest = "0000-01-01T00:00:00.000Z";

/** First moment of the period that an hour lies in. */
export const periodStart = (hour: string, by: Period): string => hour.slice(0, periodOf[by]) + rest.slice(periodOf[by]);

/** Sums of what the usage costs, by period, cluster, part, kind and price, in this order. The lines' sum is the charges' sum. */
export const billLines = (
  usage: readonly UsageInterval[],
  range: { since: string; until: string; by: Period },
  rating: { book: PriceBook; now: string },
): BillLine[] => {
  const lines = new Map<string, BillLine>();
  const add = ({ hour, clusterId, part, kind, priceKey, amount, micros }: Charge): void => {
    const period = periodStart(hour, range.by);
    const key = [period, clusterId, part, kind, priceKey].join(" ");
    const line = lines.get(key) ?? { period, clusterId, part, kind, priceKey, amount: 0, micros: micros && 0 };
    line.amount += amount;
    // A price that is missing for a part of it is missing for all of it.
    line.micros = line.micros === undefined || micros === undefined ? undefined : line.micros + micros;
    lines.set(key, line);
  };
  for (const interval of usage) for (const charge of rateUsage(interval, range, rating, range.by)) add(charge);
  return [...lines.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => ({ ...line, amount: Math.round(line.amount) }));
};

/** Of what is rated; what is not is named. */
export const totalOf = (
  lines: readonly Pick<BillLine, "micros" | "priceKey">[],
): { micros: number; unrated: string[] } => ({
  micros: lines.reduce((sum, { micros = 0 }) => sum + micros, 0),
  unrated: [...new Set(lines.filter(({ micros }) => micros === undefined).map(({ priceKey }) => priceKey))].sort(),
});
