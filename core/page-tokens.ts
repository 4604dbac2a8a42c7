import type { PageQuery } from "#contract/pages.ts";
import { InvalidInput } from "./errors.ts";
import { fingerprint } from "./fingerprint.ts";

/** What a list shows: its tenant, what of, and every filter. A token of one list is no token of another. */
export type ListScope = { tenantId: string; list: string } & Record<string, unknown>;

const seal = (scope: ListScope): string => fingerprint(scope).slice(0, 24);

/** Where the page begins, as State takes it. @throws InvalidInput for a token that is not of this very list */
export const openPage = (
  scope: ListScope,
  { pageSize, pageToken }: Pick<PageQuery, "pageSize" | "pageToken">,
): { limit: number; after?: string } => {
  if (pageToken === undefined) return { limit: pageSize };
  const [sealed, after] = pageToken.split(/\.(.*)/s);
  if (sealed === seal(scope) && after) return { limit: pageSize, after };
  throw new InvalidInput("the page token is not one of this list", [
    { field: "pageToken", value: pageToken, allowed: "the nextPageToken of the page before, with the same filters" },
  ]);
};

/** A page as callers get it. */
export const closePage = <Item>(
  scope: ListScope,
  items: Item[],
  next: string | undefined,
): { items: Item[]; nextPageToken?: string } => ({
  items,
  ...(next === undefined ? {} : { nextPageToken: `${seal(scope)}.${next}` }),
});
