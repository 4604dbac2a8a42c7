import { type DynamoDBDocumentClient, GetCommand } from "@aws-sdk/lib-dynamodb";
import { Superseded } from "#core/errors.ts";
import { stepOf } from "#core/operations/step-of.ts";
import type { StageInput, State } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import { keys, record } from "./dynamo-keys.ts";
import { inRun, isPast } from "./dynamo-runs.ts";
import { type Guarded, transact } from "./dynamo-transaction.ts";

/** Only the operation's own workflow writes its stages, one after the other: what was read is what is there. */
export const noteUpgrade = async (
  client: DynamoDBDocumentClient,
  table: string,
  input: StageInput,
  { upgrade, begins }: Parameters<State["noteUpgrade"]>[1],
  fence: Guarded,
): Promise<void> => {
  const { tenantId, operationId } = input;
  const Key = keys.operation(tenantId, operationId);
  const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
  const superseded = () => new Superseded(`operation ${operationId} is over, or gone on with elsewhere`);
  if (!Item) throw superseded();
  const operation = record<OperationRecord>(Item);
  if (isPast(operation, input)) throw superseded();
  const same = inRun(input.run);
  const now = stepOf(operation, upgrade, begins);
  const sets = ["#upgrade = :upgrade", "stages = :stages"];
  const values: Record<string, unknown> = { ":upgrade": now.upgrade, ":stages": now.stages };
  const names: Record<string, string> = { "#upgrade": "upgrade", "#status": "status", "#run": "run" };
  const gone: string[] = [];
  for (const about of ["member", "change"] as const) {
    if (!begins) continue;
    names[`#${about}`] = about;
    if (now[about]) {
      sets.push(`#${about} = :${about}`);
      values[`:${about}`] = now[about];
    } else gone.push(`#${about}`);
  }
  await transact(client, [
    fence,
    {
      write: {
        Update: {
          TableName: table,
          Key,
          UpdateExpression: `SET ${sets.join(", ")}${gone.length > 0 ? ` REMOVE ${gone.join(", ")}` : ""}`,
          ConditionExpression: `#status = :status AND ${same.condition}`,
          ExpressionAttributeNames: names,
          ExpressionAttributeValues: { ...values, ...same.values, ":status": operation.status },
        },
      },
      otherwise: superseded,
    },
  ]);
};
