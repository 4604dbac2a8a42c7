import { budgetUsed } from "#core/events/new-events.ts";
import type { Bills, StatementRecord } from "#core/ports/bills.ts";
import type { Ledger } from "#core/ports/ledger.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { Clock } from "#core/ports/state.ts";
import type { ClusterRecord } from "#core/records.ts";
import { monthOf } from "./cluster-cost.ts";
import { isSpot, type PriceBook } from "./price-book.ts";
import { firstKept, monthBefore, monthEnd, monthStart } from "./read-range.ts";
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

/**
 * By how much the month differs from its closed statement; nothing while it is open.
 * @param told what statements since then have said of it
 */
const correctionsOf = (
  closed: StatementRecord | undefined,
  usage: UsageInterval[],
  rating: { book: PriceBook; now: string },
  told = 0,
): StatementRecord["corrections"] => {
  if (closed?.state !== "closed") return [];
  const { month } = closed;
  const range = { since: `${month}-01T00:00:00.000Z`, until: monthEnd(month), by: "month" as const };
  const said = totalOf(closed.lines).micros;
  const micros = totalOf(billLines(usage, range, rating)).micros - said - told;
  return micros === 0 ? [] : [{ month, micros }];
};

/**
 * What has got a price since, of months before the last one that were closed without it. Months whose usage the ledger keeps no more, and
 * clusters that are gone, stay as they are.
 * @param month this one: what its statement says by now is made anew @param book of this month and the last one
 */
const ratedLater = async (
  { tenantId, clusterId }: Of,
  { month, book, now }: { month: string; book: PriceBook; now: string },
  { ledger, bills, prices }: SettleBillsPorts,
): Promise<StatementRecord["corrections"]> => {
  // Every book has all listed prices; of spot prices it has those that were asked for.
  const mayBeKnown = (key: string): boolean => isSpot(key) || book.price(key, now) !== undefined;
  const statements = (await bills.statements(tenantId, { clusterId })).filter((one) => one.month < month);
  const [oldest, newest] = [firstKept(now), monthBefore(month)];
  const corrections: StatementRecord["corrections"] = [];
  for (const closed of statements.toReversed()) {
    if (!closed.unrated.some(mayBeKnown) || closed.month >= newest || closed.month < oldest) continue;
    const range = { since: `${closed.month}-01T00:00:00.000Z`, until: monthEnd(closed.month) };
    const usage = await ledger.usage(tenantId, { ...range, clusterId });
    const told = statements.flatMap((one) => one.corrections).filter((one) => one.month === closed.month);
    const rating = { book: await prices.book(usage, range), now };
    const sum = told.reduce((total, { micros }) => total + micros, 0);
    corrections.push(...correctionsOf(closed, usage, rating, sum));
  }
  return corrections;
};

/**
 * Writes the cluster's statements of this month and the last one, closes what is over, corrects what was closed, and tells of a budget that is used. Done each
 * hour, at the cluster's end with `last`, and at any other time: with the same ledger and prices it comes to the same.
 * @param last nothing more will come: this month is closed, too
 */
export const settleBills = async (cluster: Of, ports: SettleBillsPorts, last = false): Promise<StatementRecord> => {
  const { tenantId, clusterId } = cluster;
  const { ledger, bills, clock, prices } = ports;
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
  const corrections = [
    ...(await ratedLater(cluster, { month, ...rating }, ports)),
    ...correctionsOf(known, usage, rating),
  ];
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
