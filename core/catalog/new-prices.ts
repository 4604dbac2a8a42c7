import type { ListPrice } from "./list-prices.ts";
import type { SpotChange, SpotMonth } from "./spot-prices.ts";

const byFrom = (a: ListPrice, b: ListPrice): number => (a.from < b.from ? -1 : 1);

/**
 * What the book has to learn: entries for prices that are not what it says last. What it says is never changed, and bills have been made
 * by it, so a new price begins on the day that the list names, or, where that is past, on the day on which it was read; the first of a
 * key on the day that the list names, whenever that was.
 * @param known of the region @param today first day from which a price that was only read can hold
 */
export const newPrices = (
  known: readonly ListPrice[],
  read: readonly ListPrice[],
  today: string,
): { news: ListPrice[]; late: ListPrice[] } => {
  const news: ListPrice[] = [];
  const late: ListPrice[] = [];
  for (const price of read) {
    const last = known
      .filter(({ key }) => key === price.key)
      .sort(byFrom)
      .at(-1);
    if (last && last.nanos === price.nanos && last.per === price.per) continue;
    const from = last && price.from < today ? today : price.from;
    if (!last || last.from < from) news.push({ ...price, from });
    // The book has an entry of that day already: tomorrow's look learns this one.
    else late.push(price);
  }
  return { news, late };
};

/** A month's changes with more of them, by time; what is known of a moment stays. */
export const withChanges = (
  known: SpotMonth["changes"],
  more: SpotMonth["changes"],
): { changes: SpotMonth["changes"]; news: number } => {
  const there = new Set(known.map(({ at }) => at));
  const news = more.filter(({ at }) => !there.has(at));
  return { changes: [...known, ...news].sort((a, b) => (a.at < b.at ? -1 : 1)), news: news.length };
};

const monthStart = (month: string): string => `${month}-01T00:00:00.000Z`;

/** From the first to the last, such as `2026-01`. */
export const monthsBetween = (first: string, last: string): string[] => {
  const months: string[] = [];
  for (let month = first; month <= last; ) {
    months.push(month);
    const [year = 0, number = 0] = month.split("-").map(Number);
    month = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
  }
  return months;
};

/** What each month since then began with, where that is known, and its changes. @param history as PriceSource tells it */
export const spotMonths = (
  region: string,
  history: readonly SpotChange[],
  { since, now }: { since: string; now: string },
): SpotMonth[] => {
  const byPlace = new Map<string, SpotChange[]>();
  for (const change of history) {
    const place = `${change.machineType} ${change.zone}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), change]);
  }
  const months = monthsBetween(since.slice(0, 7), now.slice(0, 7));
  return [...byPlace.values()].flatMap((ofPlace) => {
    const changes = [...ofPlace].sort((a, b) => (a.at < b.at ? -1 : 1));
    return months.flatMap((month): SpotMonth[] => {
      const begin = monthStart(month);
      const before = changes.findLast(({ at }) => at < begin);
      const within = changes.filter(({ at }) => at.slice(0, 7) === month);
      const first = before && within[0]?.at !== begin ? [{ at: begin, nanos: before.nanos }] : [];
      const all = [...first, ...within.map(({ at, nanos }) => ({ at, nanos }))];
      const { machineType = "", zone = "" } = changes[0] ?? {};
      return all.length > 0 ? [{ region, machineType, zone, month, changes: all }] : [];
    });
  });
};
