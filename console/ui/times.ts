const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const units = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** `3 minutes ago`. @param at RFC 3339 */
export const since = (at: string, now = Date.now()): string => {
  const seconds = Math.round((Date.parse(at) - now) / 1000);
  for (const [unit, size] of units) if (Math.abs(seconds) >= size) return ago.format(Math.trunc(seconds / size), unit);
  return seconds > -5 ? "just now" : ago.format(seconds, "second");
};

/** `1 Jan 2026, 12:00:00 CET`. @param timeZone the reader's own by default */
export const moment = (at: string, timeZone?: string): string =>
  new Intl.DateTimeFormat("en-GB", {
    ...{ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" },
    timeZoneName: "short",
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(new Date(at));
