import { budgetUsed } from "#core/events/new-events.ts";
import type { Bills, StatementRecord } from "#core/ports/bills.ts";
import type { Ledger } from "#core/ports/ledger.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { Clock } from "#core/ports/state.ts";
import type { ClusterRecord } from "#core/records.ts";
import { monthOf } from "./cluster-cost.ts";
import type { PriceBook } from "./price-book.ts";
import { monthBefore, monthEnd, monthStart } from "./read-range.ts";
import { billLines, totalOf } from "./totals.ts";
import type { UsageInterval } from "./usage.ts";

export interface SettleBillsPorts {
  ledger: Ledger;
  bills: Bills;
  clock: Clock;
  prices: Prices;
}

/** Late facts come within hours; two days after its end a month is closed. */
const closedAfterMilliseconds = 48 * 3600_000;
/** Shares of a budget that are told of, each once a month. */
const alertPercents = [100, 80, 50];

type Of = Pick<ClusterRecord, "tenantId" | "clusterId" | "name">;

const newStatement = (
  { tenantId, clusterId, name }: Of,
  month: string,
  state: StatementRecord["state"],
  {
    usage,
    book,
    now,
    corrections,
  }: { usage: UsageInterval[]; book: PriceBook; now: string; corrections: StatementRecord["corrections"] },
): StatementRecord => {
  const range = { since: `${month}-01T00:00:00.000Z`, until: monthEnd(month), by: "month" as const };
  const lines = billLines(usage, range, { book, now });
  const { micros, unrated } = totalOf(lines);
  return {
    ...{ tenantId, clusterId, clusterName: name, month, state, corrections, unrated, at: now },
    lines: lines.map(({ part, kind, priceKey, micros: one }) => ({ part, kind, priceKey, micros: one })),
    totalMicros: corrections.reduce((sum, correction) => sum + correction.micros, micros),
  };
};

/** By how much the month differs from its closed statement; nothing while it is open. */
const correctionsOf = (
  closed: StatementRecord | undefined,
  usage: UsageInterval[],
  rating: { book: PriceBook; now: string },
): StatementRecord["corrections"] => {
  if (closed?.state !== "closed") return [];
  const { month } = closed;
  const range = { since: `${month}-01T00:00:00.000Z`, until: monthEnd(month), by: "month" as const };
  const said = totalOf(closed.lines).micros;
  const micros = totalOf(billLines(usage, range, rating)).micros - said;
  return micros === 0 ? [] : [{ month, micros }];
};

/**
 * Writes the cluster's statements of this month and the last one, closes what is over, and tells of a budget that is used. Done each
 * hour, at the cluster's end with `last`, and at any other time: with the same ledger and prices it comes to the same.
 * @param last nothing more will come: this month is closed, too
 */
export const settleBills = async (
  cluster: Of,
  { ledger, bills, clock, prices }: SettleBillsPorts,
  last = false,
): Promise<StatementRecord> => {
  const { tenantId, clusterId } = cluster;
  const now = clock.now();
  const month = now.slice(0, 7);
  const before = monthBefore(month);
  const range = { since: `${before}-01T00:00:00.000Z`, until: monthEnd(month) };
  const usage = await ledger.usage(tenantId, { ...range, clusterId });
  const book = await prices.book(usage, range);
  const rating = { book, now };
  const [known] = await bills.statements(tenantId, { clusterId, month: before });
  if (known?.state !== "closed" && usage.some(({ start }) => start < monthStart(now))) {
    const isOver = last || Date.parse(now) - Date.parse(monthEnd(before)) > closedAfterMilliseconds;
    const corrections = known?.corrections ?? [];
    await bills.keepStatement(
      newStatement(cluster, before, isOver ? "closed" : "open", { usage, ...rating, corrections }),
    );
  }
  const corrections = correctionsOf(known, usage, rating);
  const statement = newStatement(cluster, month, last ? "closed" : "open", { usage, ...rating, corrections });
  await bills.keepStatement(statement);

  const budget = last ? undefined : await bills.budget(tenantId, clusterId);
  if (budget) {
    const { micros, forecast } = monthOf(usage, book, now);
    const share = (micros / budget.monthlyMicros) * 100;
    const percent = alertPercents.find((one) => share >= one);
    const { told } = budget;
    if (percent !== undefined && !(told?.month === month && told.percent >= percent))
      await bills.tellBudget(
        budget,
        { month, percent },
        budgetUsed(cluster, { at: now, percent, micros, forecast, budget: budget.monthlyMicros }),
      );
  }
  return statement;
};
