import { InvalidInput } from "#core/errors.ts";
import type { Page } from "#core/ports/state.ts";

export const pageOf = <Item>(
  items: Item[],
  idOf: (item: Item) => string,
  limit: number,
  after?: string,
): Page<Item> => {
  const from = after === undefined ? 0 : items.findIndex((item) => idOf(item) === after) + 1;
  if (after !== undefined && from === 0) throw new InvalidInput("the page token is not one of ours");
  const page = items.slice(from, from + limit);
  const last = page.at(-1);
  return { items: structuredClone(page), ...(from + limit < items.length && last ? { next: idOf(last) } : {}) };
};

export const newestFirst = <Item>(items: Iterable<Item>, idOf: (item: Item) => string): Item[] =>
  [...items].sort((a, b) => (idOf(a) < idOf(b) ? 1 : -1));
