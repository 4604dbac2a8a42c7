import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { keptUsageDays } from "#core/billing/usage.ts";
import { Conflict } from "#core/errors.ts";
import type { EventRecord } from "#core/events/event-record.ts";
import type { Bills, BudgetRecord, StatementRecord, UnratedRecord } from "#core/ports/bills.ts";
import type { Page } from "#core/ports/state.ts";
import { writeEvent } from "./dynamo-events.ts";
import {
  clusterIndex,
  keys,
  openIndex,
  record,
  startsWith,
  statementsKey,
  tenantKey,
  unratedKey,
} from "./dynamo-keys.ts";
import { queryPage } from "./dynamo-pages.ts";
import { transact } from "./dynamo-transaction.ts";

/** As long as the usage that it is about; seconds since 1970. */
const expiry = (at: string): number => Math.floor(Date.parse(at) / 1000) + keptUsageDays * 24 * 3600;

const everything = { limit: 100_000, after: undefined };

const read = async (
  client: DynamoDBDocumentClient,
  table: string,
  tenantId: string,
  { clusterId, month }: { clusterId?: string; month?: string },
  page: { limit: number; after: string | undefined } = everything,
): Promise<Page<Record<string, unknown>>> => {
  const pk = tenantKey(tenantId);
  if (clusterId === undefined || month !== undefined) {
    const prefix = `STATEMENT#${month === undefined ? "" : `${month}#${clusterId ?? ""}`}`;
    const query = {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: startsWith.condition,
      ExpressionAttributeValues: startsWith.values(tenantId, prefix),
      ScanIndexForward: false,
    };
    return queryPage(client, query, { ...page, belongs: { pk }, prefix, keyNames: ["pk", "sk"] });
  }
  const gsi2pk = statementsKey(tenantId, clusterId);
  const query = {
    TableName: table,
    IndexName: clusterIndex,
    KeyConditionExpression: "gsi2pk = :statements",
    ExpressionAttributeValues: { ":statements": gsi2pk },
    ScanIndexForward: false,
  };
  const keyNames = ["pk", "sk", "gsi2pk", "gsi2sk"];
  return queryPage(client, query, { ...page, belongs: { gsi2pk }, keyNames });
};

/** @returns false when the condition does not hold */
const unlessRefused = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

const readOne = async <Shape>(
  client: DynamoDBDocumentClient,
  table: string,
  Key: Record<string, string>,
): Promise<Shape | undefined> => {
  const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && record<Shape>(Item);
};

/** One transaction: the record, unless there is a newer one, and the event that tells of it. @returns whether it is kept */
const keepNewer = async (
  client: DynamoDBDocumentClient,
  table: string,
  { item, at, event }: { item: Record<string, unknown>; at: string; event: EventRecord | undefined },
): Promise<boolean> => {
  const Put = {
    TableName: table,
    Item: item,
    ConditionExpression: "attribute_not_exists(pk) OR #at < :at",
    ExpressionAttributeNames: { "#at": "at" },
    ExpressionAttributeValues: { ":at": at },
  };
  try {
    await transact(client, [
      { write: { Put }, otherwise: () => new Conflict("there is a newer one") },
      ...(event ? [writeEvent(table, event)] : []),
    ]);
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
};

const putStatement = (table: string, statement: StatementRecord) => {
  const { tenantId, clusterId, month, at, state } = statement;
  return {
    TableName: table,
    Item: {
      ...keys.statement(tenantId, month, clusterId),
      ...{ gsi2pk: statementsKey(tenantId, clusterId), gsi2sk: month },
      ...statement,
    },
    ...(state === "closed"
      ? {
          ConditionExpression: "attribute_not_exists(pk) OR #state = :open",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: { ":open": "open" },
        }
      : {
          ConditionExpression: "attribute_not_exists(pk) OR (#state = :open AND #at < :at)",
          ExpressionAttributeNames: { "#state": "state", "#at": "at" },
          ExpressionAttributeValues: { ":open": "open", ":at": at },
        }),
  };
};

const putUnrated = (table: string, unrated: UnratedRecord) => ({
  TableName: table,
  Item: {
    ...keys.unrated(unrated.tenantId, unrated.clusterId),
    ...{ gsi1pk: unratedKey, gsi1sk: `${unrated.from}#${unrated.clusterId}` },
    ...unrated,
  },
});

const settleUnrated = async (
  client: DynamoDBDocumentClient,
  table: string,
  { read, statement, next }: { read: UnratedRecord } & Parameters<Bills["settleUnrated"]>[1],
): Promise<boolean> => {
  const asRead = { ConditionExpression: "rev = :rev", ExpressionAttributeValues: { ":rev": read.rev } };
  const write = next
    ? { Put: { ...putUnrated(table, { ...read, ...next, rev: read.rev + 1 }), ...asRead } }
    : { Delete: { TableName: table, Key: keys.unrated(read.tenantId, read.clusterId), ...asRead } };
  try {
    await transact(client, [
      { write, otherwise: () => new Conflict("somebody has changed it since") },
      ...(statement
        ? [{ write: { Put: putStatement(table, statement) }, otherwise: () => new Conflict("the month is closed") }]
        : []),
    ]);
    return true;
  } catch (error) {
    if (error instanceof Conflict) return false;
    throw error;
  }
};

/** Statements, budgets and checks in the service's one table; keys are told in dynamo-keys.ts. */
export const dynamoBills = (client: DynamoDBDocumentClient, table: string): Bills => ({
  async statements(tenantId, of) {
    return (await read(client, table, tenantId, of)).items.map((item) => record<StatementRecord>(item));
  },

  async statementPage(tenantId, of, { limit, after }) {
    const { items, next } = await read(client, table, tenantId, of, { limit, after });
    return { items: items.map((item) => record<StatementRecord>(item)), ...(next === undefined ? {} : { next }) };
  },

  keepStatement: (statement) => unlessRefused(client.send(new PutCommand(putStatement(table, statement)))),

  async keepUnrated(unrated) {
    const order = { ...putUnrated(table, { ...unrated, rev: 1 }), ConditionExpression: "attribute_not_exists(pk)" };
    await unlessRefused(client.send(new PutCommand(order)));
  },

  async unrated(month) {
    const query = {
      TableName: table,
      IndexName: openIndex,
      KeyConditionExpression: "gsi1pk = :unrated AND gsi1sk < :after",
      ExpressionAttributeValues: { ":unrated": unratedKey, ":after": `${month}~` },
    };
    const list = { belongs: { gsi1pk: unratedKey }, keyNames: ["pk", "sk", "gsi1pk", "gsi1sk"] };
    const { items } = await queryPage(client, query, { ...everything, ...list });
    return items.map((item) => record<UnratedRecord>(item));
  },

  settleUnrated: (read, now) => settleUnrated(client, table, { read, ...now }),

  async budget(tenantId, clusterId) {
    const order = { TableName: table, Key: keys.budget(tenantId, clusterId), ConsistentRead: true };
    const { Item } = await client.send(new GetCommand(order));
    return Item && record<BudgetRecord>(Item);
  },

  async setBudget(tenantId, clusterId, monthlyMicros) {
    const Key = keys.budget(tenantId, clusterId);
    if (monthlyMicros === undefined) return void (await client.send(new DeleteCommand({ TableName: table, Key })));
    await unlessRefused(
      client.send(
        new UpdateCommand({
          TableName: table,
          Key,
          UpdateExpression: "SET monthlyMicros = :micros, tenantId = :tenant, clusterId = :cluster REMOVE told",
          ConditionExpression: "attribute_not_exists(pk) OR monthlyMicros <> :micros",
          ExpressionAttributeValues: { ":micros": monthlyMicros, ":tenant": tenantId, ":cluster": clusterId },
        }),
      ),
    );
  },

  keepReconciliation: (reconciliation, event) =>
    keepNewer(client, table, {
      item: {
        ...keys.reconciliation(reconciliation.tenantId, reconciliation.clusterId),
        ...reconciliation,
        expiresAt: expiry(reconciliation.at),
      },
      ...{ at: reconciliation.at, event },
    }),
  reconciliation: (tenantId, clusterId) => readOne(client, table, keys.reconciliation(tenantId, clusterId)),

  keepCheck: (check, event) =>
    keepNewer(client, table, {
      // One that is written while its cluster is forgotten goes by itself.
      item: { ...keys.check(check.tenantId, check.clusterId), ...check, expiresAt: expiry(check.at) },
      ...{ at: check.at, event },
    }),
  check: (tenantId, clusterId) => readOne(client, table, keys.check(tenantId, clusterId)),

  async forget(tenantId, clusterId) {
    for (const Key of [keys.budget(tenantId, clusterId), keys.check(tenantId, clusterId)])
      await client.send(new DeleteCommand({ TableName: table, Key }));
  },

  async tellBudget({ tenantId, clusterId }, told, event) {
    const update = {
      TableName: table,
      Key: keys.budget(tenantId, clusterId),
      UpdateExpression: "SET told = :told",
      ConditionExpression:
        "attribute_exists(pk) AND (attribute_not_exists(told) OR told.#month <> :month OR told.#percent < :percent)",
      ExpressionAttributeNames: { "#month": "month", "#percent": "percent" },
      ExpressionAttributeValues: { ":told": told, ":month": told.month, ":percent": told.percent },
    };
    try {
      await transact(client, [
        { write: { Update: update }, otherwise: () => new Conflict("that is told already") },
        writeEvent(table, event),
      ]);
      return true;
    } catch (error) {
      if (error instanceof Conflict) return false;
      throw error;
    }
  },
});
