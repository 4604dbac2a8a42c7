import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { Conflict } from "#core/errors.ts";
import { healthChanged } from "#core/events/new-events.ts";
import type { HealthRecords } from "#core/ports/health.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import { writeEvent } from "./dynamo-events.ts";
import { clusterIndex, instanceKey, keys, livingKey, openIndex, record, startsWith, tenantKey } from "./dynamo-keys.ts";
import { nodeItem } from "./dynamo-nodes.ts";
import { queryPage } from "./dynamo-pages.ts";
import { type Guarded, transact } from "./dynamo-transaction.ts";

/** A machine that is taken back ends minutes after the notice; no id is given twice. */
const noticeSeconds = 24 * 3600;

const writeNode = (table: string, node: NodeRecord): Guarded => ({
  write: { Put: { TableName: table, Item: nodeItem(node), ConditionExpression: "attribute_exists(pk)" } },
  otherwise: () => new Conflict(`node ${node.nodeId} is no longer on record`),
});

const noteHealth = (
  client: DynamoDBDocumentClient,
  table: string,
  cluster: ClusterRecord,
  { state, conditions, nodes, message, at }: Parameters<HealthRecords["noteHealth"]>[1],
): Promise<void> =>
  transact(client, [
    {
      write: {
        Update: {
          TableName: table,
          Key: keys.cluster(cluster.tenantId, cluster.clusterId),
          UpdateExpression: "SET #state = :state, conditions = :conditions, rev = rev + :one, updatedAt = :at",
          ConditionExpression: "rev = :rev AND attribute_not_exists(activeOperation)",
          ExpressionAttributeNames: { "#state": "state" },
          ExpressionAttributeValues: {
            ":state": state,
            ":conditions": conditions,
            ":one": 1,
            ":rev": cluster.rev,
            ":at": at,
          },
        },
      },
      otherwise: () => new Conflict(`cluster ${cluster.clusterId} has changed since it was read`),
    },
    ...nodes.map((node) => writeNode(table, node)),
    ...(message === undefined ? [] : [writeEvent(table, healthChanged(cluster, { state, message, at }))]),
  ]);

/** Health on the service's one table; keys are told in dynamo-keys.ts. */
export const dynamoHealth = (client: DynamoDBDocumentClient, table: string): HealthRecords => ({
  async livingClusters({ limit, after }) {
    const { items, next } = await queryPage(
      client,
      {
        TableName: table,
        IndexName: openIndex,
        KeyConditionExpression: "gsi1pk = :living",
        ExpressionAttributeValues: { ":living": livingKey },
      },
      { limit, after, belongs: { gsi1pk: livingKey }, prefix: "CLUSTER#", keyNames: ["pk", "sk", "gsi1pk", "gsi1sk"] },
    );
    return { items: items.map((item) => record<ClusterRecord>(item)), ...(next === undefined ? {} : { next }) };
  },

  async livingCluster(clusterId) {
    const { Items: [item] = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: openIndex,
        KeyConditionExpression: "gsi1pk = :living AND gsi1sk = :id",
        ExpressionAttributeValues: { ":living": livingKey, ":id": clusterId },
        Limit: 1,
      }),
    );
    return item && record<ClusterRecord>(item);
  },

  async nodeOfInstance(instanceId) {
    const { Items: [item] = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: clusterIndex,
        KeyConditionExpression: "gsi2pk = :instance",
        ExpressionAttributeValues: { ":instance": instanceKey(instanceId) },
        Limit: 1,
      }),
    );
    return item && record<NodeRecord>(item);
  },

  async noteSpotNotice({ tenantId, clusterId, nodeId }, at) {
    const order = {
      TableName: table,
      Item: {
        ...keys.notice(tenantId, clusterId, nodeId),
        ...{ nodeId, at, expiresAt: Math.floor(Date.parse(at) / 1000) + noticeSeconds },
      },
      ConditionExpression: "attribute_not_exists(pk)",
    };
    try {
      await client.send(new PutCommand(order));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  },

  async spotNotices(tenantId, clusterId) {
    const { items } = await queryPage(
      client,
      {
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: startsWith.condition,
        ExpressionAttributeValues: startsWith.values(tenantId, `NOTICE#${clusterId}#`),
      },
      { limit: 10_000, after: undefined, belongs: { pk: tenantKey(tenantId) }, keyNames: ["pk", "sk"] },
    );
    return new Map(items.map(({ nodeId, at }) => [String(nodeId), String(at)]));
  },

  noteHealth: (cluster, seen) => noteHealth(client, table, cluster, seen),
});
