import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import type { State } from "#core/ports/state.ts";
import { keys } from "./dynamo-keys.ts";
import type { Guarded } from "./dynamo-transaction.ts";

/**
 * Counts up within a limit, or down; in the transaction that makes or takes away what is counted, so that nobody can be counted twice
 * or slip through beside another.
 * @param otherwise what it means when there is no room
 */
export const count = (
  table: string,
  key: { pk: string; sk: string },
  { by, limit }: { by: number; limit: number },
  otherwise: () => Error,
): Guarded => ({
  write: {
    Update: {
      TableName: table,
      Key: key,
      UpdateExpression: "ADD used :by",
      ...(by > 0
        ? {
            // The second part is for the first of all: nothing is kept yet, and even so it may be too many.
            ConditionExpression: "used <= :room OR (attribute_not_exists(used) AND :room >= :zero)",
            ExpressionAttributeValues: { ":by": by, ":room": limit - by, ":zero": 0 },
          }
        : { ExpressionAttributeValues: { ":by": by } }),
    },
  },
  otherwise,
});

/** What is given back, when it is no more. */
export const giveBack = (
  table: string,
  tenantId: string,
  { clusters = 0, machines = 0 }: { clusters?: number; machines?: number | undefined },
): Guarded[] => {
  const never = () => new Error("a count goes down without a condition");
  const down = (key: { pk: string; sk: string }, by: number) =>
    by > 0 ? [count(table, key, { by: -by, limit: 0 }, never)] : [];
  return [...down(keys.clusterQuota(tenantId), clusters), ...down(keys.machineQuota(tenantId), machines)];
};

export const readUsed = async (
  client: DynamoDBDocumentClient,
  table: string,
  tenantId: string,
): ReturnType<State["used"]> => {
  const [clusters, machines] = await Promise.all(
    [keys.clusterQuota(tenantId), keys.machineQuota(tenantId)].map(async (Key) => {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Number(Item?.["used"] ?? 0);
    }),
  );
  return { clusters: clusters ?? 0, machines: machines ?? 0 };
};
