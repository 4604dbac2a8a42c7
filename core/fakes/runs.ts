import { isOver } from "#contract/states.ts";
import { Cancelled, Conflict, NotFound, Superseded } from "#core/errors.ts";
import { cancelAsked, operationPaused, operationResumed, partDone, pauseAsked } from "#core/events/new-events.ts";
import { stoppedStages } from "#core/operations/noted-stage.ts";
import { canTurnBack, isPast, nextRun } from "#core/operations/runs.ts";
import { newStages } from "#core/operations/stages.ts";
import type { StageInput, State } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";

/** @throws Superseded when the operation is over, has stopped, or is in another run */
export const refusePast = (operation: OperationRecord | undefined, input: StageInput): OperationRecord => {
  if (!operation || isPast(operation, input))
    throw new Superseded(`operation ${input.operationId} no longer holds cluster ${input.clusterId}`);
  return operation;
};

/** How operations are told to stop, to go on and to go back, in memory. */
export const fakeRuns = (
  find: (input: StageInput) => OperationRecord | undefined,
  tell: (event: ReturnType<typeof pauseAsked>) => void,
): Pick<State, "askCancel" | "askPause" | "pause" | "resume" | "beginPart"> => {
  const found = (input: StageInput): OperationRecord => {
    const operation = find(input);
    if (!operation) throw new NotFound(`there is no operation ${input.operationId}`);
    return operation;
  };
  const moved = ({ operationId }: OperationRecord): Conflict =>
    new Conflict(`operation ${operationId} has moved on since it was read`);
  const begins = (operation: OperationRecord): void => {
    Object.assign(operation, { status: "pending", run: nextRun(operation) });
    delete operation.pause;
  };

  return {
    async askCancel(input, asked, beyondReturn) {
      const operation = found(input);
      const { status, stages } = operation;
      const reached = stages.find(({ name }) => name === beyondReturn)?.status ?? "pending";
      if (!canTurnBack(operation) || operation.cancelAsked || reached !== "pending") throw moved(operation);
      operation.cancelAsked = structuredClone(asked);
      if (status === "paused") begins(operation);
      tell(cancelAsked(operation, asked));
    },

    async askPause(input, { by, at }) {
      const operation = found(input);
      const { status, pause, cancelAsked: back } = operation;
      if ((status !== "pending" && status !== "running") || pause || back) throw moved(operation);
      operation.pause = { askedAt: at, by };
      tell(pauseAsked(operation, { by, at }));
    },

    async pause(input, stopped) {
      const operation = refusePast(find(input), input);
      if (!operation.pause || operation.cancelAsked) throw moved(operation);
      operation.pause.since = stopped.at;
      operation.status = "paused";
      operation.stages = stoppedStages(operation.stages, stopped);
      tell(operationPaused(operation, stopped.at));
    },

    async beginPart(input, next) {
      const operation = refusePast(find(input), input);
      if (operation.cancelAsked) throw new Cancelled(`${operation.cancelAsked.by} cancelled the operation`);
      tell(partDone(operation, next));
      const { pause } = operation;
      begins(operation);
      const { at: _, ...about } = next;
      delete operation.member;
      delete operation.change;
      const begun = { ...about, stages: newStages(operation.kind), ...(pause ? { pause } : {}) };
      Object.assign(operation, structuredClone(begun));
    },

    async resume(input, { by, at }) {
      const operation = found(input);
      const { status } = operation;
      if (!operation.pause || operation.cancelAsked || isOver(status) || status === "rolling-back")
        throw moved(operation);
      if (status === "paused") begins(operation);
      else delete operation.pause;
      tell(operationResumed(operation, { by, at }));
    },
  };
};
