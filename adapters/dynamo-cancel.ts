import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { isOver } from "#contract/states.ts";
import { Cancelled, Conflict, NotFound } from "#core/errors.ts";
import { cancelAsked } from "#core/events/new-events.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import { writeEvent } from "./dynamo-events.ts";
import { keys, record } from "./dynamo-keys.ts";
import { transact } from "./dynamo-transaction.ts";

export const cancelled = ({ by }: { by: string }): Cancelled => new Cancelled(`${by} cancelled the operation`);

/** @throws Cancelled when the operation is to go back */
export const refuseCancelled = ({ status, cancelAsked: asked }: OperationRecord): void => {
  if (asked && !isOver(status)) throw cancelled(asked);
};

export const askCancel = async (
  client: DynamoDBDocumentClient,
  table: string,
  { tenantId, operationId }: StageInput,
  asked: { by: string; at: string },
  beyondReturn?: string,
): Promise<void> => {
  const Key = keys.operation(tenantId, operationId);
  const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  if (!Item) throw new NotFound(`there is no operation ${operationId}`);
  const operation = record<OperationRecord>(Item);
  const last = operation.stages.findIndex(({ name }) => name === beyondReturn);
  await transact(client, [
    {
      write: {
        Update: {
          TableName: table,
          Key,
          UpdateExpression: "SET cancelAsked = :asked",
          ConditionExpression: `#status = :running AND attribute_not_exists(cancelAsked)${last < 0 ? "" : ` AND stages[${last}].#status = :pending`}`,
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: {
            ":asked": asked,
            ":running": "running",
            ...(last < 0 ? {} : { ":pending": "pending" }),
          },
        },
      },
      otherwise: () => new Conflict(`operation ${operationId} cannot be told to go back now`),
    },
    writeEvent(table, cancelAsked(operation, asked)),
  ]);
};
