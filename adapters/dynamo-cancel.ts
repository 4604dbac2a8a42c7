import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { isOver } from "#contract/states.ts";
import { Cancelled, Conflict } from "#core/errors.ts";
import { cancelAsked } from "#core/events/new-events.ts";
import { canTurnBack, nextRun } from "#core/operations/runs.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import { writeEvent } from "./dynamo-events.ts";
import { change, goesOn, readOperation } from "./dynamo-runs.ts";
import { transact } from "./dynamo-transaction.ts";

export const cancelled = ({ by }: { by: string }): Cancelled => new Cancelled(`${by} cancelled the operation`);

/** @throws Cancelled when the operation is to go back */
export const refuseCancelled = ({ status, cancelAsked: asked }: OperationRecord): void => {
  if (asked && !isOver(status)) throw cancelled(asked);
};

export const askCancel = async (
  client: DynamoDBDocumentClient,
  table: string,
  input: StageInput,
  asked: { by: string; at: string },
  beyondReturn?: string,
): Promise<void> => {
  const conflict = () => new Conflict(`operation ${input.operationId} cannot be told to go back now`);
  const operation = await readOperation(client, table, input);
  if (!canTurnBack(operation)) throw conflict();
  const last = operation.stages.findIndex(({ name }) => name === beyondReturn);
  // Nobody is at work on it: an execution of its own goes back.
  const begins = operation.status === "paused";
  const { write } = change(table, operation, {
    update: `SET cancelAsked = :asked${begins ? ", #status = :goesBack, #run = :run REMOVE #pause" : ""}`,
    conditions: [goesOn, ...(last < 0 ? [] : [`stages[${last}].#status = :pending`])],
    values: {
      ":asked": asked,
      ...(begins ? { ":goesBack": "pending", ":run": nextRun(operation) } : {}),
      ...(last < 0 ? {} : { ":pending": "pending" }),
    },
  });
  await transact(client, [{ write, otherwise: conflict }, writeEvent(table, cancelAsked(operation, asked))]);
};
