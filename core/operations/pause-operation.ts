import { type Operation, pausable } from "#contract/operations.ts";
import { isOver, type OperationCall, operationCan } from "#contract/states.ts";
import type { Call } from "#core/clusters/command.ts";
import type { UpdatePorts } from "#core/clusters/update-cluster.ts";
import { Conflict, TemporaryFailure, WrongState } from "#core/errors.ts";
import type { OperationRecord } from "#core/records.ts";
import { operationView } from "./operation-view.ts";

/** It may move on while it is looked at. */
const mostAttempts = 5;

const refuse = ({ operationId, status }: OperationRecord, call: OperationCall, why?: string): never => {
  const is = why ?? (isOver(status) ? `is over: ${status}` : `is ${status}`);
  const allowed = `it can be ${call}d while it is ${operationCan[call].join(" or ")}`;
  throw new WrongState(`operation ${operationId} ${is}; ${allowed}`, isOver(status) ? undefined : operationId);
};

const goesBack = "is cancelled, and goes back";

const tried = async <Answer>(attempt: () => Promise<Answer>): Promise<Answer> => {
  for (let nth = 1; ; nth++) {
    try {
      return await attempt();
    } catch (error) {
      const moved = error instanceof Conflict || error instanceof TemporaryFailure;
      if (!moved || nth === mostAttempts) throw error;
    }
  }
};

type OfOperation = Call<undefined, { operationId: string }>;

/**
 * An upgrade stops before its next step, and a roll before its next round, or before it does anything; what it is at is done first. To pause twice is to pause once. One
 * that goes back goes back to its end.
 * @throws NotFound, WrongState when it is no upgrade, rollback or roll, is over or goes back
 */
export const pauseOperation = async (
  { caller: { tenantId, subject: by }, params: { operationId } }: OfOperation,
  { state, clock }: UpdatePorts,
): Promise<Operation> =>
  tried(async () => {
    const operation = await state.operation(tenantId, operationId);
    const { kind, status, pause, cancelAsked } = operation;
    if (!pausable.includes(kind))
      throw new WrongState(`a ${kind} cannot be paused; these can: ${pausable.join(", ")}`, operationId);
    if (cancelAsked && !isOver(status)) refuse(operation, "pause", goesBack);
    if (status === "paused" || (pause && !isOver(status) && status !== "rolling-back")) return operationView(operation);
    if (!(operationCan.pause as readonly string[]).includes(status)) refuse(operation, "pause");
    await state.askPause(operation, { by, at: clock.now() });
    return operationView(await state.operation(tenantId, operationId));
  });

/**
 * One that has stopped goes on where it was, by another execution of its workflow, which the table's stream starts, or else the tick; one
 * that was to stop goes on without stopping.
 * @throws NotFound, WrongState when it is neither
 */
export const resumeOperation = async (
  { caller: { tenantId, subject: by }, params: { operationId } }: OfOperation,
  { state, clock }: UpdatePorts,
): Promise<Operation> =>
  tried(async () => {
    const operation = await state.operation(tenantId, operationId);
    const { status, pause, cancelAsked } = operation;
    if (cancelAsked && !isOver(status)) refuse(operation, "resume", goesBack);
    if (!pause || isOver(status) || status === "rolling-back") refuse(operation, "resume");
    await state.resume(operation, { by, at: clock.now() });
    return operationView(await state.operation(tenantId, operationId));
  });
