import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import { InvalidInput } from "#core/errors.ts";
import type { Page } from "#core/ports/state.ts";

type Key = Record<string, string>;

const invalid = (token: string): InvalidInput =>
  new InvalidInput("the page token is not one of ours", [
    { field: "pageToken", value: token, allowed: "the nextPageToken of the page before, with the same filters" },
  ]);

const encode = (key: Key): string => Buffer.from(JSON.stringify(key)).toString("base64url");

/** @param belongs attributes that a key of this list must have: a token cannot lead into another tenant */
const decode = (token: string, belongs: Key): Key => {
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(token, "base64url").toString());
  } catch {
    throw invalid(token);
  }
  const texts =
    typeof key === "object" && key !== null && Object.values(key).every((value) => typeof value === "string");
  if (!texts || Object.entries(belongs).some(([name, value]) => (key as Key)[name] !== value)) throw invalid(token);
  return key as Key;
};

/** Reads until the page is full or the list ends: filters may empty what one query reads. */
export const queryPage = async (
  client: DynamoDBDocumentClient,
  query: QueryCommandInput,
  { limit, after, belongs, keyNames }: { limit: number; after: string | undefined; belongs: Key; keyNames: string[] },
): Promise<Page<Record<string, unknown>>> => {
  const items: Record<string, unknown>[] = [];
  let start: Record<string, unknown> | undefined = after === undefined ? undefined : decode(after, belongs);
  do {
    const { Items, LastEvaluatedKey } = await client.send(
      new QueryCommand({ ...query, Limit: limit + 1, ...(start ? { ExclusiveStartKey: start } : {}) }),
    );
    items.push(...(Items ?? []));
    start = LastEvaluatedKey;
  } while (start && items.length <= limit);
  if (items.length <= limit) return { items };
  const page = items.slice(0, limit);
  const last = page.at(-1) ?? {};
  return { items: page, next: encode(Object.fromEntries(keyNames.map((name) => [name, String(last[name])]))) };
};
