import { type Cron, parseCron } from "#contract/cron.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
/** From one 29th of February to the next it may take eight years. */
const mostDays = 8 * 366;

/** How far the zone's clock is ahead of UTC at the moment, in milliseconds. */
const aheadAt = (at: number, timeZone: string): number => {
  const format = new Intl.DateTimeFormat("en", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
    ...{ hour: "numeric", minute: "numeric", second: "numeric" },
  });
  const { year, month, day, hour, minute, second } = Object.fromEntries(
    format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  ) as Record<"year" | "month" | "day" | "hour" | "minute" | "second", number>;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
};

/** When the zone's clock shows it. An hour that summer time leaves out is the one after it; of one that comes twice it is one. */
const momentOf = (shown: number, timeZone: string): number => {
  const guess = shown - aheadAt(shown, timeZone);
  return shown - aheadAt(guess, timeZone);
};

const isItsDay = ({ days, months, weekdays, eitherDay }: Cron, date: Date): boolean => {
  const [inMonth, inWeek] = [days.includes(date.getUTCDate()), weekdays.includes(date.getUTCDay())];
  return months.includes(date.getUTCMonth() + 1) && (eitherDay ? inMonth || inWeek : inMonth && inWeek);
};

/** Its moments, from the day of `now` in one direction. */
function* moments(cron: Cron, timeZone: string, now: number, direction: 1 | -1): Generator<number> {
  const today = Math.floor((now + aheadAt(now, timeZone)) / day) * day;
  const hours = direction === 1 ? cron.hours : [...cron.hours].reverse();
  for (let i = -1; i < mostDays; i++) {
    const date = new Date(today + direction * i * day);
    if (!isItsDay(cron, date)) continue;
    for (const hour of hours) yield momentOf(date.getTime() + (hour * 60 + cron.minute) * minute, timeZone);
  }
}

const first = (text: string | undefined, timeZone: string, now: string, direction: 1 | -1): string | undefined => {
  const cron = text === undefined ? "" : parseCron(text);
  if (typeof cron === "string") return undefined;
  const at = Date.parse(now);
  for (const moment of moments(cron, timeZone, at, direction))
    if (direction === 1 ? moment > at : moment <= at) return new Date(moment).toISOString();
  return undefined;
};

/** The first time after now; undefined where there is none. @param text as in crontab(5), see contract/cron.ts */
export const nextTime = (text: string | undefined, timeZone: string, now: string): string | undefined =>
  first(text, timeZone, now, 1);

/** The last time until now, and now itself. */
export const lastTime = (text: string | undefined, timeZone: string, now: string): string | undefined =>
  first(text, timeZone, now, -1);
