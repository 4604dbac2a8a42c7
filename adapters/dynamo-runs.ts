import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { Cancelled, Conflict, NotFound, TemporaryFailure } from "#core/errors.ts";
import { operationPaused, operationResumed, partDone, pauseAsked } from "#core/events/new-events.ts";
import { stoppedStages } from "#core/operations/noted-stage.ts";
import { isPast, nextRun } from "#core/operations/runs.ts";
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

const findOperation = async (
  client: DynamoDBDocumentClient,
  table: string,
  { tenantId, operationId }: StageInput,
): Promise<OperationRecord | undefined> => {
  const Key = keys.operation(tenantId, operationId);
  const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  return Item && record<OperationRecord>(Item);
};

/** @throws NotFound */
export const readOperation = async (
  client: DynamoDBDocumentClient,
  table: string,
  input: StageInput,
): Promise<OperationRecord> => {
  const operation = await findOperation(client, table, input);
  if (!operation) throw new NotFound(`there is no operation ${input.operationId}`);
  return operation;
};

/** The operation of a stage that is to write. @throws Superseded when it is in another run, or over, or has stopped */
export const readGoing = async (
  client: DynamoDBDocumentClient,
  table: string,
  input: StageInput,
): Promise<OperationRecord> => {
  const operation = await findOperation(client, table, input);
  if (!operation || isPast(operation, input)) throw superseded(input);
  return operation;
};

/** DynamoDB wants each name that is told to be used, and each that is used told. */
const namesIn = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/#(\w+)/g)].map(([name, word = ""]) => [name, word]));

/** Nobody has asked for it to go back. */
export const goesOn = "attribute_not_exists(cancelAsked)";

/** Changes the operation as it was read: in its status and run, and while the conditions hold. */
export const change = (
  table: string,
  { tenantId, operationId, status, run }: OperationRecord,
  { update, conditions = [], values = {} }: { update: string; conditions?: string[]; values?: Record<string, unknown> },
): Guarded => {
  const same = inRun(run);
  const condition = ["#status = :status", same.condition, ...conditions].join(" AND ");
  return {
    write: {
      Update: {
        TableName: table,
        Key: keys.operation(tenantId, operationId),
        UpdateExpression: update,
        ConditionExpression: condition,
        ExpressionAttributeNames: namesIn(`${update} ${condition}`),
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
      conditions: [goesOn, "attribute_not_exists(#pause)"],
      values: { ":pause": { askedAt: at, by } },
    }),
    writeEvent(table, pauseAsked(operation, { by, at })),
  ]);
};

export const pause = async (
  client: DynamoDBDocumentClient,
  table: string,
  input: StageInput,
  stopped: Parameters<State["pause"]>[1],
  fence: Guarded,
): Promise<void> => {
  const operation = await readGoing(client, table, input);
  const { at } = stopped;
  await transact(client, [
    fence,
    change(table, operation, {
      update: "SET #status = :paused, #pause.since = :at, stages = :stages",
      conditions: [goesOn, "attribute_exists(#pause)"],
      values: { ":paused": "paused", ":at": at, ":stages": stoppedStages(operation.stages, stopped) },
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
  const operation = await readGoing(client, table, input);
  const { kind, cancelAsked, operationId } = operation;
  if (cancelAsked) throw new Cancelled(`${cancelAsked.by} cancelled the operation`);
  const { at: _, ...about } = next;
  const sets = Object.keys(about).map((name) => `#${name} = :${name}`);
  const gone = ["member", "change"].filter((name) => !(name in about)).map((name) => `#${name}`);
  const { write } = change(table, operation, {
    update: `SET #status = :pending, #run = :run, stages = :stages, ${sets.join(", ")} REMOVE ${gone.join(", ")}`,
    conditions: [goesOn],
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
      conditions: [goesOn, "attribute_exists(#pause)"],
      values: begins ? { ":pending": "pending", ":run": nextRun(operation) } : {},
    }),
    writeEvent(table, operationResumed(operation, { by, at })),
  ]);
};
