import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { isOver } from "#contract/states.ts";
import type { State } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import {
  clusterIndex,
  clusterOperationsKey,
  openIndex,
  openKey,
  record,
  startsWith,
  tenantKey,
} from "./dynamo-keys.ts";
import { queryPage } from "./dynamo-pages.ts";

/** As `State.operations`: the newest first, of a tenant or of one of its clusters. */
export const listOperations = async (
  client: DynamoDBDocumentClient,
  table: string,
  tenantId: string,
  { limit, after, clusterId }: Parameters<State["operations"]>[1],
): ReturnType<State["operations"]> => {
  const pk = tenantKey(tenantId);
  const prefix = "OPERATION#";
  const gsi2pk = clusterOperationsKey(tenantId, clusterId ?? "");
  const { items, next } = await (clusterId === undefined
    ? queryPage(
        client,
        {
          TableName: table,
          KeyConditionExpression: startsWith.condition,
          ExpressionAttributeValues: startsWith.values(tenantId, prefix),
          ScanIndexForward: false,
        },
        { limit, after, belongs: { pk }, prefix, keyNames: ["pk", "sk"] },
      )
    : queryPage(
        client,
        {
          TableName: table,
          IndexName: clusterIndex,
          KeyConditionExpression: "gsi2pk = :pk",
          ExpressionAttributeValues: { ":pk": gsi2pk },
          ScanIndexForward: false,
        },
        { limit, after, belongs: { pk, gsi2pk }, keyNames: ["pk", "sk", "gsi2pk", "gsi2sk"] },
      ));
  return { items: items.map((item) => record<OperationRecord>(item)), ...(next === undefined ? {} : { next }) };
};

/** As `State.openOperations`. */
export const openOperations = async (client: DynamoDBDocumentClient, table: string): Promise<OperationRecord[]> => {
  const found: OperationRecord[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const { Items, LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: openIndex,
        KeyConditionExpression: "gsi1pk = :open",
        ExpressionAttributeValues: { ":open": openKey },
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    found.push(...(Items ?? []).map((item) => record<OperationRecord>(item)));
    ExclusiveStartKey = LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found.filter(({ status }) => !isOver(status));
};
