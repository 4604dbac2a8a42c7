import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { isOver } from "#contract/states.ts";
import { Cancelled, Conflict } from "#core/errors.ts";
import { cancelAsked } from "#core/events/new-events.ts";
import { nextRun } from "#core/operations/runs.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import { writeEvent } from "./dynamo-events.ts";
import { keys } from "./dynamo-keys.ts";
import { inRun, readOperation } from "./dynamo-runs.ts";
import { transact } from "./dynamo-transaction.ts";

export const cancelled = ({ by }: { by: string }): Cancelled => new Cancelled(`${by} cancelled the operation`);

/** @throws Cancelled when the operation is to go back */
export const refuseCancelled = ({ status, cancelAsked: asked }: OperationRecord): void => {
  if (asked && !isOver(status)) throw cancelled(asked);
};

/** What has begun once is never as if it had not, whatever it waits for now. */
const hasBegun = ({ status, run }: OperationRecord): boolean =>
  status === "running" || status === "paused" || (status === "pending" && run !== undefined);

export const askCancel = async (
  client: DynamoDBDocumentClient,
  table: string,
  input: StageInput,
  asked: { by: string; at: string },
  beyondReturn?: string,
): Promise<void> => {
  const { tenantId, operationId } = input;
  const conflict = () => new Conflict(`operation ${operationId} cannot be told to go back now`);
  const operation = await readOperation(client, table, input);
  if (!hasBegun(operation)) throw conflict();
  const { status, run, stages } = operation;
  const last = stages.findIndex(({ name }) => name === beyondReturn);
  const same = inRun(run);
  // Nobody is at work on it: an execution of its own goes back.
  const begins = status === "paused";
  await transact(client, [
    {
      write: {
        Update: {
          TableName: table,
          Key: keys.operation(tenantId, operationId),
          UpdateExpression: begins
            ? "SET cancelAsked = :asked, #status = :goesBack, #run = :run REMOVE #pause"
            : "SET cancelAsked = :asked",
          ConditionExpression: `#status = :status AND ${same.condition} AND attribute_not_exists(cancelAsked)${last < 0 ? "" : ` AND stages[${last}].#status = :pending`}`,
          ExpressionAttributeNames: { "#status": "status", "#run": "run", ...(begins ? { "#pause": "pause" } : {}) },
          ExpressionAttributeValues: {
            ":asked": asked,
            ":status": status,
            ...same.values,
            ...(begins ? { ":goesBack": "pending", ":run": nextRun(operation) } : {}),
            ...(last < 0 ? {} : { ":pending": "pending" }),
          },
        },
      },
      otherwise: conflict,
    },
    writeEvent(table, cancelAsked(operation, asked)),
  ]);
};
