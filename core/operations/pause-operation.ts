import { type Operation, pausable } from "#contract/operations.ts";
import { isOver, operationCan } from "#contract/states.ts";
import type { UpdatePorts } from "#core/clusters/update-cluster.ts";
import { WrongState } from "#core/errors.ts";
import type { OperationRecord } from "#core/records.ts";
import { changeOperation, type OfOperation } from "./change-operation.ts";

const allowed = {
  pause: `it can be paused while it is ${operationCan.pause.join(" or ")}`,
  resume: `it can be resumed while it is ${operationCan.resume.join(" or ")}, or is to stop`,
};

const refuse = ({ operationId, status }: OperationRecord, call: keyof typeof allowed, why?: string): never => {
  const is = why ?? (isOver(status) ? `is over: ${status}` : `is ${status}`);
  throw new WrongState(`operation ${operationId} ${is}; ${allowed[call]}`, isOver(status) ? undefined : operationId);
};

const goesBack = "is cancelled, and goes back";

/**
 * An upgrade stops before its next step, and a roll before its next round, or before it does anything; what it is at is done first. To
 * pause twice is to pause once. One that goes back goes back to its end.
 * @throws NotFound, WrongState when it is no upgrade, rollback or roll, is over or goes back
 */
export const pauseOperation = (call: OfOperation, { state, clock }: UpdatePorts): Promise<Operation> =>
  changeOperation(call, { state }, async (operation, by) => {
    const { operationId, kind, status, pause, cancelAsked } = operation;
    if (!pausable.includes(kind))
      throw new WrongState(`a ${kind} cannot be paused; these can: ${pausable.join(", ")}`, operationId);
    if (cancelAsked && !isOver(status)) refuse(operation, "pause", goesBack);
    if (status === "paused" || (pause && !isOver(status) && status !== "rolling-back")) return;
    if (!(operationCan.pause as readonly string[]).includes(status)) refuse(operation, "pause");
    await state.askPause(operation, { by, at: clock.now() });
  });

/**
 * One that has stopped goes on where it was, by another execution of its workflow, which the table's stream starts, or else the tick; one
 * that was to stop goes on without stopping.
 * @throws NotFound, WrongState when it is neither
 */
export const resumeOperation = (call: OfOperation, { state, clock }: UpdatePorts): Promise<Operation> =>
  changeOperation(call, { state }, async (operation, by) => {
    const { status, pause, cancelAsked } = operation;
    if (cancelAsked && !isOver(status)) refuse(operation, "resume", goesBack);
    if (!pause || isOver(status) || status === "rolling-back") refuse(operation, "resume");
    await state.resume(operation, { by, at: clock.now() });
  });
