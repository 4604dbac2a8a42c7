import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { afterEveryEvent, firstEventIdAt } from "#core/events/event-id.ts";
import type { EventFilter, EventRecord } from "#core/events/event-record.ts";
import type { Page } from "#core/ports/state.ts";
import { clusterIndex, keptSeconds, keys, record, tenantKey } from "./dynamo-keys.ts";
import { queryPage } from "./dynamo-pages.ts";
import type { Guarded } from "./dynamo-transaction.ts";

const prefix = "EVENT#";
const clusterEventsKey = (tenantId: string, clusterId: string): string => `${tenantKey(tenantId)}#${clusterId}#EVENTS`;

export const eventItem = (event: EventRecord) => ({
  ...keys.event(event.tenantId, event.eventId),
  gsi2pk: clusterEventsKey(event.tenantId, event.clusterId),
  gsi2sk: event.eventId,
  ...event,
  expiresAt: Math.floor(Date.parse(event.at) / 1000) + keptSeconds,
});

/** Goes into the transaction that changes what the event tells of. */
export const writeEvent = (table: string, event: EventRecord): Guarded => ({
  write: { Put: { TableName: table, Item: eventItem(event), ConditionExpression: "attribute_not_exists(pk)" } },
  otherwise: () => new Error(`there is an event ${event.eventId} already`),
});

const searching = { recordsAtOnce: 500, rounds: 10 };

export const listEvents = async (
  client: DynamoDBDocumentClient,
  table: string,
  tenantId: string,
  { limit, after, clusterId, who, since, until }: { limit: number; after?: string } & EventFilter,
): Promise<Page<EventRecord>> => {
  const first = since === undefined ? "evt_" : firstEventIdAt(since);
  const last = until === undefined ? afterEveryEvent : firstEventIdAt(until);
  if (first >= last) return { items: [] };
  const pk = tenantKey(tenantId);
  const gsi2pk = clusterId === undefined ? undefined : clusterEventsKey(tenantId, clusterId);
  const sort = gsi2pk === undefined ? prefix : "";
  const { items, next } = await queryPage(
    client,
    {
      TableName: table,
      KeyConditionExpression:
        gsi2pk === undefined
          ? "pk = :pk AND sk BETWEEN :from AND :to"
          : "gsi2pk = :pk AND gsi2sk BETWEEN :from AND :to",
      ExpressionAttributeValues: {
        ":pk": gsi2pk ?? pk,
        ":from": `${sort}${first}`,
        // BETWEEN takes its ends in; what the least id of a moment begins with lies below all ids of that moment.
        ":to": `${sort}${until === undefined ? last : last.slice(0, -1)}`,
        ...(who === undefined ? {} : { ":who": who }),
      },
      ...(gsi2pk === undefined ? {} : { IndexName: clusterIndex }),
      ...(who === undefined ? {} : { FilterExpression: "#who = :who", ExpressionAttributeNames: { "#who": "who" } }),
      ScanIndexForward: false,
    },
    {
      limit,
      after,
      belongs: { pk, ...(gsi2pk === undefined ? {} : { gsi2pk }) },
      prefix,
      keyNames: gsi2pk === undefined ? ["pk", "sk"] : ["pk", "sk", "gsi2pk", "gsi2sk"],
      ...(who === undefined ? {} : { searching }),
    },
  );
  return { items: items.map((item) => record<EventRecord>(item)), ...(next === undefined ? {} : { next }) };
};
