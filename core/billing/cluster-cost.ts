import type { ClusterCost } from "#contract/cluster-cost.ts";
import type { Call } from "#core/clusters/command.ts";
import type { Bills, ReconciliationRecord } from "#core/ports/bills.ts";
import { idleHints } from "./idle-hints.ts";
import { perHourMicros } from "./per-hour.ts";
import type { PriceBook } from "./price-book.ts";
import { hourMilliseconds } from "./rate.ts";
import { type BillingPorts, groupNames, named } from "./read-charges.ts";
import { monthEnd, monthStart } from "./read-range.ts";
import { billLines, totalOf } from "./totals.ts";
import type { UsageInterval } from "./usage.ts";

/** This month until now, and to its end if what is there stays. */
export const monthOf = (usage: readonly UsageInterval[], book: PriceBook, now: string) => {
  const month = now.slice(0, 7);
  const lines = billLines(usage, { since: monthStart(now), until: monthEnd(month), by: "month" }, { book, now });
  const { micros, unrated } = totalOf(lines);
  const hoursLeft = (Date.parse(monthEnd(month)) - Date.parse(now)) / hourMilliseconds;
  const forecast = micros + Math.round(perHourMicros(usage, book, now) * hoursLeft);
  return { month, lines, micros, unrated, forecast };
};

const percent = (part: number, whole: number): number => Math.round((part / whole) * 1000) / 10;

const dayMilliseconds = 24 * hourMilliseconds;

const billOf = ({ tenantId: _, clusterId: __, ...bill }: ReconciliationRecord): ClusterCost["bill"] => bill;

/** @throws NotFound */
export const clusterCost = async (
  { caller: { tenantId }, params: { clusterId } }: Call<undefined, { clusterId: string }>,
  { bills, ...ports }: BillingPorts & { bills: Bills },
): Promise<ClusterCost> => {
  const { ledger, clock, prices } = ports;
  const at = clock.now();
  const today = `${at.slice(0, 10)}T00:00:00.000Z`;
  const yesterday = new Date(Date.parse(today) - dayMilliseconds).toISOString();
  const since = [yesterday, monthStart(at)].sort()[0] ?? yesterday;
  const tomorrow = new Date(Date.parse(today) + dayMilliseconds).toISOString();
  const [names, usage, budget, check, reconciliation] = await Promise.all([
    groupNames(tenantId, clusterId, ports),
    ledger.usage(tenantId, { since, until: tomorrow, clusterId }),
    bills.budget(tenantId, clusterId),
    bills.check(tenantId, clusterId),
    bills.reconciliation(tenantId, clusterId),
  ]);
  const book = await prices.book(usage, { since, until: tomorrow });
  const month = monthOf(usage, book, at);
  const sum = (from: string, until: string): number =>
    totalOf(billLines(usage, { since: from, until, by: "day" }, { book, now: at })).micros;
  const parts = [...new Set([...month.lines, ...usage].map(({ part }) => part))].sort();
  return {
    clusterId,
    currency: "USD",
    at,
    yesterdayMicros: sum(yesterday, today),
    todayMicros: sum(today, tomorrow),
    perHourMicros: perHourMicros(usage, book, at),
    monthMicros: month.micros,
    forecastMicros: month.forecast,
    parts: parts.map((part) => ({
      ...named(part, names),
      perHourMicros: perHourMicros(
        usage.filter((one) => one.part === part),
        book,
        at,
      ),
      monthMicros: totalOf(month.lines.filter((line) => line.part === part)).micros,
    })),
    unrated: month.unrated,
    inexactUsages: usage.filter(({ end }) => end?.by === "looked").length,
    ...(budget
      ? {
          budget: {
            monthlyMicros: budget.monthlyMicros,
            usedPercent: percent(month.micros, budget.monthlyMicros),
            forecastPercent: percent(month.forecast, budget.monthlyMicros),
          },
        }
      : {}),
    hints: idleHints(check, usage, { names, book, now: at }),
    ...(check ? { ledger: { at: check.at, residualSeconds: check.residualSeconds } } : {}),
    ...(reconciliation ? { bill: billOf(reconciliation) } : {}),
  };
};
