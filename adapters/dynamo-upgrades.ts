import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { stepOf } from "#core/operations/step-of.ts";
import type { StageInput, State } from "#core/ports/state.ts";
import { superseded } from "./dynamo-fence.ts";
import { change, readGoing } from "./dynamo-runs.ts";
import { type Guarded, transact } from "./dynamo-transaction.ts";

/** Only the operation's own workflow writes its stages, one after the other: what was read is what is there. */
export const noteUpgrade = async (
  client: DynamoDBDocumentClient,
  table: string,
  input: StageInput,
  { upgrade, begins }: Parameters<State["noteUpgrade"]>[1],
  fence: Guarded,
): Promise<void> => {
  const operation = await readGoing(client, table, input);
  const now = stepOf(operation, upgrade, begins);
  const sets = ["#upgrade = :upgrade", "stages = :stages"];
  const values: Record<string, unknown> = { ":upgrade": now.upgrade, ":stages": now.stages };
  const gone: string[] = [];
  for (const about of ["member", "change"] as const) {
    if (!begins) continue;
    if (now[about]) {
      sets.push(`#${about} = :${about}`);
      values[`:${about}`] = now[about];
    } else gone.push(`#${about}`);
  }
  const remove = gone.length > 0 ? ` REMOVE ${gone.join(", ")}` : "";
  const { write } = change(table, operation, { update: `SET ${sets.join(", ")}${remove}`, values });
  await transact(client, [fence, { write, otherwise: () => superseded(input) }]);
};
