import type { UsageEnd, UsageFact, UsageInterval } from "./usage.ts";

const earlier = (a: string, b: string): string => [a, b].sort()[0] ?? a;
const later = (a: string | undefined, b: string | undefined): string | undefined =>
  [a, b]
    .filter((one) => one !== undefined)
    .sort()
    .at(-1);

/** What the cloud has told beats what was only seen; of equals the earlier one, for a life ends once. */
const better = (a: UsageEnd | undefined, b: UsageEnd | undefined): UsageEnd | undefined => {
  if (!a || !b) return a ?? b;
  if (a.by !== b.by) return a.by === "told" ? a : b;
  return a.at <= b.at ? a : b;
};

const holds = (end: UsageEnd | undefined, aliveAt: string | undefined): UsageEnd | undefined =>
  end?.by === "looked" && aliveAt !== undefined && end.at <= aliveAt ? undefined : end;

type Size = Pick<UsageFact, "quantity" | "amount">;

/** A day's storage only grows: the look that has seen most of it is the latest, or the one that a late version was in. */
const larger = (a: Size, b: Size): Size => {
  const [more, than] = a.amount === b.amount ? [a.quantity, b.quantity] : [a.amount ?? 0, b.amount ?? 0];
  return more > than ? a : b;
};

const same = (a: UsageInterval, b: UsageInterval): boolean =>
  a.start === b.start &&
  a.quantity === b.quantity &&
  a.amount === b.amount &&
  a.end?.at === b.end?.at &&
  a.end?.by === b.end?.by &&
  a.aliveAt === b.aliveAt &&
  a.settled === b.settled;

/**
 * The interval as it is with one more fact: opened once, closed once, whatever comes first and however often.
 * @param settled that nothing more can be learned of it
 * @returns the very interval that was known, when the fact changes nothing
 */
export const mergeUsage = (
  tenantId: string,
  known: UsageInterval | undefined,
  fact: UsageFact,
  settled = false,
): UsageInterval => {
  const { end: told, aliveAt: seenAt, ...usage } = fact;
  const aliveAt = later(known?.aliveAt, seenAt);
  const found = better(holds(known?.end, aliveAt), holds(told, aliveAt));
  const start = known ? earlier(known.start, usage.start) : usage.start;
  // A clock that is a second off ends nothing before it began.
  const end = found && { ...found, at: later(found.at, start) ?? start };
  const { quantity, amount } = known?.kind === "snapshot" ? larger(known, usage) : (known ?? usage);
  const merged: UsageInterval = {
    ...(known ?? { tenantId, ...usage }),
    start,
    quantity,
    ...(amount === undefined ? {} : { amount }),
    settled: end !== undefined && (end.by === "told" || settled || known?.settled === true),
  };
  delete merged.end;
  delete merged.aliveAt;
  if (end) merged.end = end;
  // Only worth keeping where it has contradicted somebody.
  if (aliveAt !== undefined && (known?.aliveAt !== undefined || known?.end?.by === "looked")) merged.aliveAt = aliveAt;
  return known && same(known, merged) ? known : merged;
};
