/** When something happens again and again: one minute of some hours of some days. */
export interface Cron {
  minute: number;
  hours: number[];
  /** Of the month. */
  days: number[];
  months: number[];
  /** 0 is Sunday. */
  weekdays: number[];
  /** Both kinds of days are named: either of them will do, as crontab(5) has it. */
  eitherDay: boolean;
}

const weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** `1-5`, `1,3`, `*`, `*`/2 as numbers, sorted; undefined where it says nothing of the kind. */
const numbersOf = (text: string, least: number, most: number, names: readonly string[] = []): number[] | undefined => {
  const found = new Set<number>();
  for (const part of text.toLowerCase().split(",")) {
    const [, range = "", step] = /^([a-z0-9*-]+)(?:\/([0-9]{1,2}))?$/.exec(part) ?? [];
    const [from = "", to] = range.split("-");
    const read = (word: string): number =>
      names.includes(word) ? names.indexOf(word) : /^[0-9]{1,2}$/.test(word) ? Number(word) : Number.NaN;
    const isAll = range === "*";
    const first = isAll ? least : read(from);
    const last = isAll || (step !== undefined && to === undefined) ? most : to === undefined ? first : read(to);
    const by = step === undefined ? 1 : Number(step);
    if (!(first >= least && last <= most && first <= last && by > 0) || range.split("-").length > 2) return undefined;
    for (let one = first; one <= last; one += by) found.add(one);
  }
  return [...found].sort((a, b) => a - b);
};

/** Days of each month, at most. */
const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Five fields as in crontab(5): minute, hour, day of the month, month, day of the week.
 * @returns what is wrong with it, in words, where it makes no sense
 */
export const parseCron = (text: string): Cron | string => {
  const fields = text.trim().split(/\s+/);
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = fields;
  if (fields.length !== 5) return "five fields: minute, hour, day of the month, month, day of the week";
  if (!/^[0-9]{1,2}$/.test(minute) || Number(minute) > 59) return "the minute is one number from 0 to 59";
  const hours = numbersOf(hour, 0, 23);
  if (!hours) return "hours are numbers from 0 to 23, such as 20, 8-18, 6,18 or *";
  const days = numbersOf(day, 1, 31);
  if (!days) return "days of the month are numbers from 1 to 31, or *";
  const months = numbersOf(month, 1, 12);
  if (!months) return "months are numbers from 1 to 12, or *";
  const named = numbersOf(weekday, 0, 7, weekdayNames);
  if (!named) return "days of the week are numbers from 0 (Sunday) to 7, or names such as mon-fri, or *";
  const weekdays = [...new Set(named.map((one) => one % 7))].sort((a, b) => a - b);
  const eitherDay = day !== "*" && weekday !== "*";
  if (!eitherDay && !months.some((one) => days.some((date) => date <= (longest[one - 1] ?? 0))))
    return "there is no such day in any of these months";
  return { minute: Number(minute), hours, days, months, weekdays, eitherDay };
};
