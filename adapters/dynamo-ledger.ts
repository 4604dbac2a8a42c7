import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import { mergeUsage } from "#core/billing/merge-usage.ts";
import { earliestEnd } from "#core/billing/rate.ts";
import { keptUsageDays, type UsageFact, type UsageInterval } from "#core/billing/usage.ts";
import { TemporaryFailure } from "#core/errors.ts";
import type { Ledger } from "#core/ports/ledger.ts";
import { together } from "#core/together.ts";
import { readItems } from "./dynamo-batches.ts";
import { clusterIndex, keys, lifeKey, openIndex, record, startsWith, tenantKey, unsettledKey } from "./dynamo-keys.ts";
import { queryPage } from "./dynamo-pages.ts";

const keptSeconds = keptUsageDays * 24 * 3600;
/** Writes of one call that are under way at a time. */
const writesAtOnce = 25;
const tries = 5;
const endless = 1_000_000;

type Kept = UsageInterval & { rev: number };

/** For whoever learns of a machine that the cloud does not show any more. */
const inLives = ({ kind, resourceId, machineId, usageId }: UsageInterval) => {
  const instanceId = kind === "machine" ? resourceId : machineId;
  return instanceId === undefined ? {} : { gsi1pk: lifeKey(instanceId), gsi1sk: usageId };
};

const item = (interval: UsageInterval, rev: number) => ({
  ...keys.usage(interval.tenantId, interval.clusterId, interval.usageId),
  ...inLives(interval),
  ...interval,
  rev,
  // In the index as long as something can be learned.
  ...(interval.settled
    ? {}
    : { gsi2pk: unsettledKey(interval.tenantId, interval.clusterId), gsi2sk: interval.usageId }),
  ...(interval.end ? { expiresAt: Math.floor(Date.parse(interval.end.at) / 1000) + keptSeconds } : {}),
});

const intervalOf = (kept: Record<string, unknown>): UsageInterval => {
  const { rev: _, ...interval } = record<Kept>(kept);
  return interval;
};

/** Merges one fact against what is read. @returns whether it was news @throws TemporaryFailure when somebody is always faster */
const note = async (
  client: DynamoDBDocumentClient,
  table: string,
  tenantId: string,
  { settled, ...fact }: UsageFact & { settled?: boolean },
): Promise<boolean> => {
  const Key = keys.usage(tenantId, fact.clusterId, fact.usageId);
  for (let left = tries; left > 0; left -= 1) {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    const known = Item && intervalOf(Item);
    const merged = mergeUsage(tenantId, known, fact, settled);
    if (merged === known) return false;
    const rev = (Item?.["rev"] as number | undefined) ?? 0;
    const condition = Item
      ? { ConditionExpression: "rev = :rev", ExpressionAttributeValues: { ":rev": rev } }
      : { ConditionExpression: "attribute_not_exists(pk)" };
    try {
      await client.send(new PutCommand({ TableName: table, Item: item(merged, rev + 1), ...condition }));
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
  throw new TemporaryFailure(`usage ${fact.usageId} is written by others all the time`);
};

const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

/** Usage in the service's one table; keys are told in dynamo-keys.ts. */
export const dynamoLedger = (client: DynamoDBDocumentClient, table: string): Ledger => ({
  async note(tenantId, facts) {
    // Facts about the same usage one after the other, else they only get into each other's way.
    const byUsage = new Map<string, typeof facts>();
    for (const fact of facts) {
      const key = `${fact.clusterId} ${fact.usageId}`;
      byUsage.set(key, [...(byUsage.get(key) ?? []), fact]);
    }
    let news = 0;
    for (const chunk of chunks([...byUsage.values()], writesAtOnce)) {
      const counts = await together(
        chunk.map(async (ofOne) => {
          let changed = 0;
          for (const fact of ofOne) if (await note(client, table, tenantId, fact)) changed += 1;
          return changed;
        }),
      );
      news += counts.reduce((sum, count) => sum + count, 0);
    }
    return news;
  },

  async unsettled(tenantId, clusterId) {
    const gsi2pk = unsettledKey(tenantId, clusterId);
    const { items } = await queryPage(
      client,
      {
        TableName: table,
        IndexName: clusterIndex,
        KeyConditionExpression: "gsi2pk = :unsettled",
        ExpressionAttributeValues: { ":unsettled": gsi2pk },
      },
      { limit: endless, after: undefined, belongs: { gsi2pk }, keyNames: ["pk", "sk", "gsi2pk", "gsi2sk"] },
    );
    return items.map(intervalOf);
  },

  async find(tenantId, clusterId, usageIds) {
    const wanted = [...new Set(usageIds)].map((id) => keys.usage(tenantId, clusterId, id));
    return (await readItems(client, table, wanted)).map(intervalOf);
  },

  async lives(instanceId) {
    const gsi1pk = lifeKey(instanceId);
    const query = {
      TableName: table,
      IndexName: openIndex,
      KeyConditionExpression: "gsi1pk = :life",
      ExpressionAttributeValues: { ":life": gsi1pk },
    };
    const list = { belongs: { gsi1pk }, keyNames: ["pk", "sk", "gsi1pk", "gsi1sk"] };
    const { items } = await queryPage(client, query, { limit: endless, after: undefined, ...list });
    return items.map(intervalOf);
  },

  async usage(tenantId, { since, until, clusterId }) {
    const { items } = await queryPage(
      client,
      {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: startsWith.condition,
        FilterExpression: "#start < :until AND (attribute_not_exists(#end) OR #end.#at >= :since)",
        ExpressionAttributeNames: { "#start": "start", "#end": "end", "#at": "at" },
        ExpressionAttributeValues: {
          ...startsWith.values(tenantId, clusterId === undefined ? "USAGE#" : `USAGE#${clusterId}#`),
          ":since": earliestEnd(since),
          ":until": until,
        },
      },
      { limit: endless, after: undefined, belongs: { pk: tenantKey(tenantId) }, keyNames: ["pk", "sk"] },
    );
    return items
      .map(intervalOf)
      .sort((a, b) => (a.start === b.start ? (a.usageId < b.usageId ? -1 : 1) : a.start < b.start ? -1 : 1));
  },
});
