import { isOver, operationCan } from "#contract/states.ts";
import type { StageInput, Step } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import { hasChangedNothing } from "#core/upgrade/has-changed-nothing.ts";

/** An operation that stops in between is gone on with by another execution of its workflow. */
export const nextRun = ({ run = 1 }: Pick<OperationRecord, "run">): number => run + 1;

type Standing = Pick<OperationRecord, "status" | "run">;

/** What has begun once is never as if it had not, whatever it waits for now. */
export const hasBegun = ({ status, run }: Standing): boolean => status !== "pending" || run !== undefined;

/** Whether it has begun, and can be told to go back still. */
export const canTurnBack = (operation: Standing): boolean =>
  hasBegun(operation) && (operationCan.cancel as readonly string[]).includes(operation.status);

/** Whether the stage's operation is in another run, or over, or has stopped: then nothing is written any more. */
export const isPast = ({ status, run }: Standing, input: Pick<StageInput, "run">): boolean =>
  isOver(status) || status === "paused" || run !== input.run;

/** Executions of an operation are told apart by their names; the first one's is the operation's id. */
export const executionOf = ({ operationId, run }: Pick<OperationRecord, "operationId" | "run">): string =>
  run === undefined ? operationId : `${operationId}-${run}`;

/** Whether a cluster is made that is born from a backup: its workflow has stages for that. */
export const restoresOf = ({ restoreFrom }: Pick<OperationRecord, "restoreFrom">): { restores?: true } =>
  restoreFrom ? { restores: true } : {};

/** What an execution is told beside its ids; of one after the first: which it is, and, where the loop had begun, to go on there. */
export const entryOf = (operation: OperationRecord): { run?: number; goesOn?: Step; restores?: true } => {
  const { operationId, run, upgrade } = operation;
  if (run === undefined) return restoresOf(operation);
  if (!upgrade || hasChangedNothing(operation)) return { run };
  const { from, to, back } = upgrade;
  return { run, goesOn: { id: operationId, version: back ? from : to, back: back !== undefined } };
};
