import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { InvalidInput } from "#core/errors.ts";
import type { Page } from "#core/ports/state.ts";

type Key = Record<string, string>;

const invalid = (token: string): InvalidInput =>
  new InvalidInput("the page token is not one of ours", [
    { field: "pageToken", value: token, allowed: "the nextPageToken of the page before, with the same filters" },
  ]);

const encode = (key: Key): string => Buffer.from(JSON.stringify(key)).toString("base64url");

interface List {
  /** Attributes that a key of this list must have: a token cannot lead into another tenant. */
  belongs: Key;
  /** How the sort keys of this list begin: a token of another list is no token of this one. */
  prefix?: string | undefined;
  /** All attributes of a key. */
  keyNames: string[];
}

const decode = (token: string, { belongs, prefix = "", keyNames }: List): Key => {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(token, "base64url").toString());
  } catch {
    throw invalid(token);
  }
  if (typeof key !== "object" || key === null) throw invalid(token);
  const given = key as Record<string, unknown>;
  const whole =
    Object.keys(given).length === keyNames.length && keyNames.every((name) => typeof given[name] === "string");
  const ours = Object.entries(belongs).every(([name, value]) => given[name] === value);
  if (!whole || !ours || !String(given["sk"]).startsWith(prefix)) throw invalid(token);
  return given as Key;
};

/**
 * Reads until the page is full or the list ends: filters may empty what one query reads.
 * @param searching for filters that let few through: how much is read at once, and how often, until a short page is given
 */
export const queryPage = async (
  client: DynamoDBDocumentClient,
  query: QueryCommandInput,
  {
    limit,
    after,
    searching,
    ...list
  }: List & { limit: number; after: string | undefined; searching?: { recordsAtOnce: number; rounds: number } },
): Promise<Page<Record<string, unknown>>> => {
  const items: Record<string, unknown>[] = [];
  let rounds = 0;
  let start: Record<string, unknown> | undefined = after === undefined ? undefined : decode(after, list);
  do {
    const { Items, LastEvaluatedKey } = await client.send(
      new QueryCommand({
        ...query,
        Limit: Math.max(limit + 1, searching?.recordsAtOnce ?? 0),
        ...(start ? { ExclusiveStartKey: start } : {}),
      }),
    );
    items.push(...(Items ?? []));
    start = LastEvaluatedKey;
    rounds += 1;
  } while (start && items.length <= limit && rounds < (searching?.rounds ?? Number.POSITIVE_INFINITY));
  if (items.length <= limit) return { items, ...(start ? { next: encode(start as Key) } : {}) };
  const page = items.slice(0, limit);
  const last = page.at(-1) ?? {};
  return { items: page, next: encode(Object.fromEntries(list.keyNames.map((name) => [name, String(last[name])]))) };
};
