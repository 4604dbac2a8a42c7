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

const moments = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });
/** `1 Jan 2026, 12:00:00`, in the reader's own zone. */
export const moment = (at: string): string => moments.format(new Date(at));
