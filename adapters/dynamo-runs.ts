import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { isOver } from "#contract/states.ts";
import { Cancelled, Conflict, NotFound, TemporaryFailure } from "#core/errors.ts";
import { operationPaused, operationResumed, partDone, pauseAsked } from "#core/events/new-events.ts";
import { nextRun } from "#core/operations/runs.ts";
import { newStages } from "#core/operations/stages.ts";
import type { StageInput, State } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import { writeEvent } from "./dynamo-events.ts";
import { superseded } from "./dynamo-fence.ts";
import { keys, record } from "./dynamo-keys.ts";
import { type Guarded, transact } from "./dynamo-transaction.ts";

/** An operation stops, and is gone on with, in executions of its workflow that are told apart by its run. */

/** Holds only in the run that the stage, or whoever has read the operation, knows of. */
export const inRun = (run: number | undefined): { condition: string; values: Record<string, unknown> } =>
  run === undefined
    ? { condition: "attribute_not_exists(#run)", values: {} }
    : { condition: "#run = :thisRun", values: { ":thisRun": run } };

/** Whether the stage's operation is in another run, or over, or has stopped: then nothing is written any more. */
export const isPast = ({ status, run }: OperationRecord, input: Pick<StageInput, "run">): boolean =>
  isOver(status) || status === "paused" || run !== input.run;

export const readOperation = async (
  client: DynamoDBDocumentClient,
  table: string,
  { tenantId, operationId }: StageInput,
): Promise<OperationRecord> => {
  const Key = keys.operation(tenantId, operationId);
  const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  if (!Item) throw new NotFound(`there is no operation ${operationId}`);
  return record<OperationRecord>(Item);
};

/** DynamoDB wants each name that is told to be used. */
const namesIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    ["pause", "upgrade", "member", "change", "backup"].flatMap((name) =>
      text.includes(`#${name}`) ? [[`#${name}`, name]] : [],
    ),
  );

/** Changes the operation as it was read: in its status and run, and while nobody has asked for it to go back. */
const change = (
  table: string,
  { tenantId, operationId, status, run }: OperationRecord,
  { update, condition, values = {} }: { update: string; condition?: string; values?: Record<string, unknown> },
): Guarded => {
  const same = inRun(run);
  return {
    write: {
      Update: {
        TableName: table,
        Key: keys.operation(tenantId, operationId),
        UpdateExpression: update,
        ConditionExpression: `#status = :status AND ${same.condition} AND attribute_not_exists(cancelAsked)${condition === undefined ? "" : ` AND ${condition}`}`,
        ExpressionAttributeNames: { "#status": "status", "#run": "run", ...namesIn(`${update} ${condition ?? ""}`) },
        ExpressionAttributeValues: { ...values, ...same.values, ":status": status },
      },
    },
    otherwise: () => new Conflict(`operation ${operationId} has moved on since it was read`),
  };
};

export const askPause = async (
  client: DynamoDBDocumentClient,
  table: string,
  input: StageInput,
  { by, at }: Parameters<State["askPause"]>[1],
): Promise<void> => {
  const operation = await readOperation(client, table, input);
  if (operation.status !== "pending" && operation.status !== "running")
    throw new Conflict(`operation ${input.operationId} is ${operation.status}`);
  await transact(client, [
    change(table, operation, {
      update: "SET #pause = :pause",
      condition: "attribute_not_exists(#pause)",
      values: { ":pause": { askedAt: at, by } },
    }),
    writeEvent(table, pauseAsked(operation, { by, at })),
  ]);
};

export const pause = async (
  client: DynamoDBDocumentClient,
  table: string,
  input: StageInput,
  { stage, status, at }: Parameters<State["pause"]>[1],
  fence: Guarded,
): Promise<void> => {
  const operation = await readOperation(client, table, input);
  if (isPast(operation, input)) throw superseded(input);
  const { stages } = operation;
  const noted = stages.map((one) => (one.name === stage ? { ...one, status, endedAt: at } : one));
  await transact(client, [
    fence,
    change(table, operation, {
      update: "SET #status = :paused, #pause.since = :at, stages = :stages",
      condition: "attribute_exists(#pause)",
      values: { ":paused": "paused", ":at": at, ":stages": noted },
    }),
    writeEvent(table, operationPaused(operation, at)),
  ]);
};

export const beginPart = async (
  client: DynamoDBDocumentClient,
  table: string,
  input: StageInput,
  next: Parameters<State["beginPart"]>[1],
  fence: Guarded,
): Promise<void> => {
  const operation = await readOperation(client, table, input);
  if (isPast(operation, input)) throw superseded(input);
  const { kind, cancelAsked, operationId } = operation;
  if (cancelAsked) throw new Cancelled(`${cancelAsked.by} cancelled the operation`);
  const { at: _, ...about } = next;
  const sets = Object.keys(about).map((name) => `#${name} = :${name}`);
  const gone = ["member", "change"].filter((name) => !(name in about)).map((name) => `#${name}`);
  const { write } = change(table, operation, {
    update: `SET #status = :pending, #run = :run, stages = :stages, ${sets.join(", ")} REMOVE ${gone.join(", ")}`,
    values: {
      ...{ ":pending": "pending", ":run": nextRun(operation), ":stages": newStages(kind) },
      ...Object.fromEntries(Object.entries(about).map(([name, value]) => [`:${name}`, value])),
    },
  });
  // Looked at again, it is known what has come in between.
  const otherwise = () =>
    new TemporaryFailure(`operation ${operationId} has changed while its next part was beginning`);
  await transact(client, [fence, { write, otherwise }, writeEvent(table, partDone(operation, next))]);
};

export const resume = async (
  client: DynamoDBDocumentClient,
  table: string,
  input: StageInput,
  { by, at }: Parameters<State["resume"]>[1],
): Promise<void> => {
  const operation = await readOperation(client, table, input);
  const { status } = operation;
  if (status !== "paused" && status !== "pending" && status !== "running")
    throw new Conflict(`operation ${input.operationId} is ${status}`);
  const begins = status === "paused";
  await transact(client, [
    change(table, operation, {
      update: begins ? "SET #status = :pending, #run = :run REMOVE #pause" : "REMOVE #pause",
      condition: "attribute_exists(#pause)",
      values: begins ? { ":pending": "pending", ":run": nextRun(operation) } : {},
    }),
    writeEvent(table, operationResumed(operation, { by, at })),
  ]);
};
