import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  paginateScan,
} from "@aws-sdk/client-dynamodb";
import { tableKeys } from "../data-stack.ts";

/** As DynamoDB has it: nothing of it is read as something else on the way. */
export type Item = Record<string, AttributeValue>;

/** A table of the service's state, as far as a restore needs it. */
export interface StateTable {
  /** All items, some at a time. */
  pages(): AsyncIterable<Item[]>;
  /** Those of its items that have the keys of these. */
  like(items: readonly Item[]): Promise<Item[]>;
  /** In place of the one that was read, or of none. @throws Conflict when there is something else by now */
  put(item: Item, before: Item | undefined): Promise<void>;
  /** Takes away what was read; succeeds when there is nothing. @throws Conflict when there is something else by now */
  remove(before: Item): Promise<void>;
}

/** Somebody else has written to the table, which nobody should. */
export class Conflict extends Error {
  override readonly name = "Conflict";
}

export const keyOf = (item: Item): string => `${item[tableKeys.partition]?.S ?? ""} ${item[tableKeys.sort]?.S ?? ""}`;

const key = (item: Item): Item =>
  Object.fromEntries(
    [tableKeys.partition, tableKeys.sort].map((name) => {
      const value = item[name];
      if (!value) throw new Error(`an item has no ${name}`);
      return [name, value];
    }),
  );

/** All of it as it was, and nothing of what comes in its place and was not there. */
const asItWas = (before: Item | undefined, after: Item) => {
  const names = Object.keys({ ...before, ...after });
  const values = names.flatMap((name, i) => {
    const value = before?.[name];
    return value ? [[`:a${i}`, value] as const] : [];
  });
  return {
    ConditionExpression: names
      .map((name, i) => (before?.[name] ? `#a${i} = :a${i}` : `attribute_not_exists(#a${i})`))
      .join(" AND "),
    ExpressionAttributeNames: Object.fromEntries(names.map((name, i) => [`#a${i}`, name])),
    ...(values.length > 0 ? { ExpressionAttributeValues: Object.fromEntries(values) } : {}),
  };
};

/** Most keys that DynamoDB takes in one call. Source: Amazon DynamoDB API Reference, BatchGetItem. */
const atOnce = 100;

export const stateTable = (client: DynamoDBClient, TableName: string): StateTable => {
  const some = async (items: readonly Item[]): Promise<Item[]> => {
    const found: Item[] = [];
    let Keys: Item[] = items.map(key);
    while (Keys.length > 0) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } }),
      );
      found.push(...(Responses?.[TableName] ?? []));
      Keys = UnprocessedKeys?.[TableName]?.Keys ?? [];
    }
    return found;
  };

  /** Once more where time to live was faster: what has expired is nobody's write. */
  const unlessExpired = async (
    item: Item,
    before: Item | undefined,
    write: (before: Item | undefined) => Promise<unknown>,
  ): Promise<void> => {
    try {
      await write(before);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const [now] = await some([item]);
      if (now || !before) throw new Conflict(`${keyOf(item)} was written to meanwhile`, { cause: error });
      await write(undefined);
    }
  };

  return {
    async *pages() {
      for await (const { Items = [] } of paginateScan({ client }, { TableName, ConsistentRead: true })) yield Items;
    },

    async like(items) {
      const found: Item[] = [];
      for (let i = 0; i < items.length; i += atOnce) found.push(...(await some(items.slice(i, i + atOnce))));
      return found;
    },

    put: (Item, before) =>
      unlessExpired(Item, before, (was) => client.send(new PutItemCommand({ TableName, Item, ...asItWas(was, Item) }))),

    remove: (before) =>
      unlessExpired(before, before, async (was) => {
        if (was) await client.send(new DeleteItemCommand({ TableName, Key: key(was), ...asItWas(was, {}) }));
      }),
  };
};
