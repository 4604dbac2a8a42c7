import { budgetUsed } from "#core/events/new-events.ts";
import type { Bills, BudgetRecord, RatedAgain, StatementRecord } from "#core/ports/bills.ts";
import type { Ledger } from "#core/ports/ledger.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { Clock } from "#core/ports/state.ts";
import type { ClusterRecord } from "#core/records.ts";
import { monthOf } from "./cluster-cost.ts";
import { overdueOf } from "./overdue.ts";
import { isSpot, type PriceBook } from "./price-book.ts";
import { added, correctionOf, type Found, lastRated, monthRange } from "./rate-again.ts";
import { ratedLater, type Waiting, waitingOf } from "./rated-later.ts";
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

interface Rating {
  usage: UsageInterval[];
  book: PriceBook;
  now: string;
}

const newStatement = (
  { tenantId, clusterId, name }: Of,
  { month, state }: Pick<StatementRecord, "month" | "state">,
  { usage, ...rating }: Rating,
  { corrections, ratedAgain }: Found,
): StatementRecord => {
  const lines = billLines(usage, monthRange(month), rating);
  const { micros, unrated } = totalOf(lines);
  return {
    ...{ tenantId, clusterId, clusterName: name, month, state, corrections, unrated, at: rating.now },
    ...(ratedAgain.length > 0 ? { ratedAgain } : {}),
    lines: lines.map(({ part, kind, priceKey, micros: one }) => ({ part, kind, priceKey, micros: one })),
    totalMicros: corrections.reduce((sum, correction) => sum + correction.micros, micros),
  };
};

/** Usage of this month and the last one, with its prices and those of what waits for some. */
const ratingOf = async (
  { tenantId, clusterId }: Of,
  waiting: readonly Waiting[],
  now: string,
  { ledger, prices }: SettleBillsPorts,
): Promise<Rating> => {
  const month = now.slice(0, 7);
  const range = { since: monthRange(monthBefore(month)).since, until: monthEnd(month) };
  const usage = await ledger.usage(tenantId, { ...range, clusterId });
  // Every book has all listed prices; of spot prices it has those that were asked for.
  const spot = waiting.flatMap(({ last }) =>
    last.unrated.filter(isSpot).map((priceKey) => ({ priceKey, since: monthRange(last.month).since })),
  );
  const since = [range.since, ...spot.map((one) => one.since)].sort()[0] ?? range.since;
  return { usage, book: await prices.book([...usage, ...spot], { ...range, since }), now };
};

/** Tells the highest share of the budget that is used, once. */
const tellBudget = async (cluster: Of, budget: BudgetRecord, { usage, book, now }: Rating, bills: Bills) => {
  const { month, micros, forecast } = monthOf(usage, book, now);
  const share = (micros / budget.monthlyMicros) * 100;
  const percent = alertPercents.find((one) => share >= one);
  const { told } = budget;
  if (percent === undefined || (told?.month === month && told.percent >= percent)) return;
  await bills.tellBudget(
    budget,
    { month, percent },
    budgetUsed(cluster, { at: now, percent, micros, forecast, budget: budget.monthlyMicros }),
  );
};

/**
 * That the cluster's statements wait for prices, before they are closed: from then on nobody else would look. One that was rated since is
 * among them now and then; that is found when they are looked at.
 */
const keepUnrated = async (
  { tenantId, clusterId, name }: Of,
  months: Pick<RatedAgain, "month" | "unrated">[],
  { month, bills }: { month: string; bills: Bills },
): Promise<void> => {
  const open = months.filter(({ unrated }) => unrated.length > 0);
  if (open.length === 0) return;
  const from = monthEnd(month).slice(0, 7);
  await bills.keepUnrated({
    ...{ tenantId, clusterId, clusterName: name, from },
    months: open.map(({ month: one, unrated }) => ({ month: one, unrated, prices: 0 })),
  });
};

const kept = (known: StatementRecord | undefined): Found => ({
  corrections: known?.corrections ?? [],
  ratedAgain: known?.ratedAgain ?? [],
});

/**
 * Writes the cluster's statements of this month, the last one and any before that nobody has closed, closes what is over, corrects what was
 * closed, and tells of a budget that is used. Done each hour, at the cluster's end with `last`, and at any other time: with the same ledger
 * and prices it comes to the same.
 * @param last nothing more will come: this month is closed, too; what has no price then, settle-unrated.ts looks after
 */
export const settleBills = async (cluster: Of, ports: SettleBillsPorts, last = false): Promise<StatementRecord> => {
  const { tenantId, clusterId } = cluster;
  const { bills, clock } = ports;
  const now = clock.now();
  const month = now.slice(0, 7);
  const before = monthBefore(month);
  const statements = await bills.statements(tenantId, { clusterId });
  const waiting = waitingOf(statements, now);
  const rating = await ratingOf(cluster, waiting, now, ports);
  // The list is by an index, which may not have what was written in the seconds before.
  const [known] = await bills.statements(tenantId, { clusterId, month: before });
  const closed = known?.state === "closed" ? known : undefined;
  const found = added([
    await ratedLater(cluster, waiting, { statements, book: rating.book, now }, ports),
    ...(closed ? [correctionOf(closed, rating.usage, rating, 0)] : []),
  ]);
  const isOver = last || Date.parse(now) - Date.parse(monthEnd(before)) > closedAfterMilliseconds;
  const older =
    !closed && (known !== undefined || rating.usage.some(({ start }) => start < monthStart(now)))
      ? [newStatement(cluster, { month: before, state: isOver ? "closed" : "open" }, rating, kept(known))]
      : [];
  const overdue = (await overdueOf(cluster, { statements, now }, ports)).map((one) =>
    newStatement(cluster, { month: one.month, state: "closed" }, one.rating, kept(one.known)),
  );
  const statement = newStatement(cluster, { month, state: last ? "closed" : "open" }, rating, found);
  if (last) {
    const was = [...waiting.map((one) => one.last), ...(closed ? [lastRated([], closed)] : [])];
    const is = was.map((one) => found.ratedAgain.find((again) => again.month === one.month) ?? one);
    await keepUnrated(cluster, [...is, ...overdue, ...older, statement], { month, bills });
  }
  for (const one of [...overdue, ...older, statement]) await bills.keepStatement(one);
  const budget = last ? undefined : await bills.budget(tenantId, clusterId);
  if (budget) await tellBudget(cluster, budget, rating, bills);
  return statement;
};
