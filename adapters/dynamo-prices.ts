import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type QueryCommandInput,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { ListPrice } from "#core/catalog/list-prices.ts";
import { monthsBetween, withChanges } from "#core/catalog/new-prices.ts";
import type { SpotMonth } from "#core/catalog/spot-prices.ts";
import { TemporaryFailure } from "#core/errors.ts";
import type { PriceRefresh, PriceStore } from "#core/ports/prices.ts";
import { together } from "#core/together.ts";
import { readItems } from "./dynamo-batches.ts";
import { keys, pricePrefix, record, servicePk, spotPrefix } from "./dynamo-keys.ts";
import { queryPage } from "./dynamo-pages.ts";

const endless = 100_000;
const writesAtOnce = 20;
const tries = 5;

const read = async (
  client: DynamoDBDocumentClient,
  table: string,
  { from, to }: { from: string; to: string },
): Promise<Record<string, unknown>[]> => {
  const query: QueryCommandInput = {
    TableName: table,
    ConsistentRead: true,
    KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
    ExpressionAttributeValues: { ":pk": servicePk, ":from": from, ":to": `${to}~` },
  };
  const list = { belongs: { pk: servicePk }, keyNames: ["pk", "sk"] };
  return (await queryPage(client, query, { limit: endless, after: undefined, ...list })).items;
};

/** @returns false when there is one already */
const putNew = async (client: DynamoDBDocumentClient, table: string, price: ListPrice): Promise<boolean> => {
  const order = {
    TableName: table,
    Item: { ...keys.price(price.region, price.key, price.from), ...price },
    ConditionExpression: "attribute_not_exists(pk)",
  };
  try {
    await client.send(new PutCommand(order));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

type Kept = SpotMonth & { rev: number };

const monthIn = (item: Record<string, unknown>): SpotMonth => {
  const { rev: _, ...month } = record<Kept>(item);
  return month;
};

/** @throws TemporaryFailure when somebody is always faster */
const addMonth = async (client: DynamoDBDocumentClient, table: string, month: SpotMonth): Promise<number> => {
  const Key = keys.spot(month.region, month.machineType, month.month, month.zone);
  for (let left = tries; left > 0; left -= 1) {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    const known = Item && record<Kept>(Item);
    const { changes, news } = withChanges(known?.changes ?? [], month.changes);
    if (news === 0) return 0;
    const condition = known
      ? { ConditionExpression: "rev = :rev", ExpressionAttributeValues: { ":rev": known.rev } }
      : { ConditionExpression: "attribute_not_exists(pk)" };
    const put = { TableName: table, Item: { ...Key, ...month, changes, rev: (known?.rev ?? 0) + 1 }, ...condition };
    try {
      await client.send(new PutCommand(put));
      return news;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
  throw new TemporaryFailure(`spot prices of ${month.machineType} are written by others all the time`);
};

/** Prices in the service's one table; keys are told in dynamo-keys.ts. */
export const dynamoPrices = (client: DynamoDBDocumentClient, table: string): PriceStore => ({
  async listed(region) {
    const prefix = pricePrefix(region);
    return (await read(client, table, { from: prefix, to: prefix })).map((item) => record<ListPrice>(item));
  },

  async addListed(prices) {
    const added: ListPrice[] = [];
    for (const price of prices) if (await putNew(client, table, price)) added.push(price);
    return added;
  },

  async spot(region, machineType, { first, last }) {
    const prefix = spotPrefix(region, machineType);
    return (await read(client, table, { from: `${prefix}${first}`, to: `${prefix}${last}` })).map(monthIn);
  },

  async spotIn(region, places, { first, last }) {
    const wanted = new Map<string, ReturnType<typeof keys.spot>>();
    for (const { machineType, zone } of places)
      for (const month of monthsBetween(first, last)) {
        const key = keys.spot(region, machineType, month, zone);
        wanted.set(key.sk, key);
      }
    return (await readItems(client, table, [...wanted.values()])).map(monthIn);
  },

  async addSpot(months) {
    let count = 0;
    for (let i = 0; i < months.length; i += writesAtOnce) {
      const counts = await together(months.slice(i, i + writesAtOnce).map((one) => addMonth(client, table, one)));
      count += counts.reduce((sum, one) => sum + one, 0);
    }
    return count;
  },

  async refreshed(region) {
    const order = { TableName: table, Key: keys.priceRefresh(region), ConsistentRead: true };
    const { Item } = await client.send(new GetCommand(order));
    return Item ? record<PriceRefresh>(Item) : {};
  },

  async noteRefreshed(region, refresh) {
    const parts = Object.entries(refresh).filter(([, part]) => part !== undefined);
    if (parts.length === 0) return;
    await client.send(
      new UpdateCommand({
        TableName: table,
        Key: keys.priceRefresh(region),
        UpdateExpression: `SET ${parts.map((_, i) => `#n${i} = :p${i}`).join(", ")}`,
        ExpressionAttributeNames: Object.fromEntries(parts.map(([name], i) => [`#n${i}`, name])),
        ExpressionAttributeValues: Object.fromEntries(parts.map(([, part], i) => [`:p${i}`, part])),
      }),
    );
  },
});
