import { BatchWriteCommand, type DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { Conflict, Superseded } from "#core/errors.ts";
import type { NodeGroupEnd, StageInput } from "#core/ports/state.ts";
import type { NodeGroupRecord } from "#core/records.ts";
import { keys } from "./dynamo-keys.ts";
import type { Guarded } from "./dynamo-transaction.ts";

/** The group as an operation begins with it. That nobody else writes it is the cluster's lock, taken in the same transaction. */
export const putGroup = (table: string, group: NodeGroupRecord): Guarded => ({
  write: {
    Put: { TableName: table, Item: { ...keys.group(group.tenantId, group.clusterId, group.nodeGroupId), ...group } },
  },
  otherwise: () => new Conflict(`node group ${group.nodeGroupId} has changed since it was read`),
});

/** The group as an operation leaves it. */
export const endGroup = (
  table: string,
  { tenantId, clusterId, operationId }: StageInput,
  end: NodeGroupEnd,
): Guarded => {
  const Key = keys.group(tenantId, clusterId, end.nodeGroupId);
  const otherwise = () => new Superseded(`operation ${operationId} ends a node group that is not there`);
  if ("forget" in end) return { write: { Delete: { TableName: table, Key } }, otherwise };
  const { spec, template } = end.was ?? {};
  return {
    write: {
      Update: {
        TableName: table,
        Key,
        UpdateExpression: `SET #state = :state, rev = rev + :one${end.was ? ", spec = :spec, template = :template" : ""}`,
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeNames: { "#state": "state" },
        ExpressionAttributeValues: {
          ":state": end.state,
          ":one": 1,
          ...(end.was ? { ":spec": spec, ":template": template } : {}),
        },
      },
    },
    otherwise,
  };
};

/** Takes items away, many at a time, however often the table asks for patience. */
export const deleteItems = async (
  client: DynamoDBDocumentClient,
  table: string,
  items: readonly { pk: string; sk: string }[],
): Promise<void> => {
  for (let i = 0; i < items.length; i += 25) {
    let left: Record<string, object[]> | undefined = {
      [table]: items.slice(i, i + 25).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
    };
    while (left && Object.keys(left).length > 0)
      left = (await client.send(new BatchWriteCommand({ RequestItems: left as never }))).UnprocessedItems;
  }
};
