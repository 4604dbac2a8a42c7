import type { RangeQuery } from "#contract/billing.ts";
import { type FieldFault, InvalidInput } from "#core/errors.ts";
import { hourMilliseconds } from "./rate.ts";
import { keptUsageDays } from "./usage.ts";

const dayMilliseconds = 24 * hourMilliseconds;
const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();

export const monthStart = (at: string): string => `${at.slice(0, 7)}-01T00:00:00.000Z`;
/** First moment of the next month. @param month such as `2026-01` */
export const monthEnd = (month: string): string =>
  iso(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 1));

/** First month of which the ledger has everything still: what has ended before is kept no more. */
export const firstKept = (now: string): string => {
  const kept = iso(Date.parse(now) - keptUsageDays * dayMilliseconds);
  return kept === monthStart(kept) ? kept.slice(0, 7) : monthEnd(kept.slice(0, 7)).slice(0, 7);
};

/** @param month such as `2026-01` */
export const monthBefore = (month: string): string => iso(Date.parse(`${month}-01T00:00:00.000Z`) - 1).slice(0, 7);

/**
 * Whole hours that are asked for: by default until now, and from the beginning of the month that they end in.
 * @throws InvalidInput for what lies in the future, is empty, or longer than `days`
 */
export const readRange = (
  { since, until }: Pick<RangeQuery, "since" | "until">,
  now: string,
  days = 400,
): { since: string; until: string } => {
  const end = Date.parse(until ?? now);
  const start = Date.parse(since ?? monthStart(iso(end - 1)));
  const faults: FieldFault[] = [
    ...(end > Date.parse(now) ? [{ field: "until", value: until, allowed: `not after now, ${now}` }] : []),
    ...(start >= end ? [{ field: "since", value: since ?? iso(start), allowed: `before until, ${iso(end)}` }] : []),
    ...(end - start > days * dayMilliseconds
      ? [{ field: "since", value: since, allowed: `at most ${days} days before until, ${iso(end)}` }]
      : []),
  ];
  const [first] = faults;
  if (first) throw new InvalidInput(`${first.field}: ${first.allowed}`, faults);
  return {
    since: iso(Math.floor(start / hourMilliseconds) * hourMilliseconds),
    until: iso(Math.ceil(end / hourMilliseconds) * hourMilliseconds),
  };
};

/** @throws InvalidInput for a month that has not begun */
export const readMonth = (month: string | undefined, now: string): string | undefined => {
  if (month === undefined || month <= now.slice(0, 7)) return month;
  const allowed = `not after this month, ${now.slice(0, 7)}`;
  throw new InvalidInput(`month: ${allowed}`, [{ field: "month", value: month, allowed }]);
};
