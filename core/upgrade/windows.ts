import type { MaintenanceExclusion, MaintenanceWindow } from "#contract/maintenance.ts";
import { lastTime, nextTime } from "#core/times.ts";
import type { MaintenancePolicy } from "#core/upgrade/maintenance-records.ts";

/** When the window that is open closes; it is open for as long as it says in real time, whatever summer time does to clocks meanwhile. */
const closesAt = ({ schedule, timeZone, durationMinutes }: MaintenanceWindow, at: number): number | undefined => {
  const opened = lastTime(schedule, timeZone, new Date(at).toISOString());
  const closes = opened === undefined ? 0 : Date.parse(opened) + durationMinutes * 60_000;
  return closes > at ? closes : undefined;
};

/**
 * The first moment at which work of that length can begin: in a window that stays open until it is done, and clear of all exclusions.
 * @param seconds how long it takes @param from the earliest moment, as milliseconds
 * @returns milliseconds; `until`: when the window closes, or an exclusion begins; undefined where there is no such moment
 */
export const fittingTime = (
  window: MaintenanceWindow,
  exclusions: readonly MaintenanceExclusion[],
  { seconds, from }: { seconds: number; from: number },
): { at: number; until: number } | undefined => {
  if (seconds > window.durationMinutes * 60) return undefined;
  const closed = exclusions.map((one) => ({ from: Date.parse(one.from), to: Date.parse(one.to) }));
  for (let at = from; ; ) {
    const done = at + seconds * 1000;
    const closes = closesAt(window, at);
    const excluded = closed.find((one) => one.from < done && one.to > at);
    if (closes !== undefined && closes >= done && !excluded)
      return { at, until: Math.min(closes, ...closed.map((one) => one.from).filter((begins) => begins >= done)) };
    // What an exclusion leaves of a window may do; else it is the next window, which at its beginning is long enough.
    const next = nextTime(window.schedule, window.timeZone, new Date(at).toISOString());
    const opens = next === undefined ? Number.POSITIVE_INFINITY : Date.parse(next);
    at = excluded && closes !== undefined ? Math.min(opens, excluded.to) : opens;
    if (at === Number.POSITIVE_INFINITY) return undefined;
  }
};

/** A member of the control plane is replaced in a few minutes; this is as long as it is waited for. */
const replacementSeconds = 900;

/** Whether a member may be replaced now that need not be: always where there is no window, and never within an exclusion. */
export const isInWindow = (maintenance: MaintenancePolicy | undefined, now: string): boolean => {
  const from = Date.parse(now);
  const { window, exclusions = [] } = maintenance ?? {};
  if (window) return fittingTime(window, exclusions, { seconds: replacementSeconds, from })?.at === from;
  return !exclusions.some((one) => Date.parse(one.from) <= from && from < Date.parse(one.to));
};
