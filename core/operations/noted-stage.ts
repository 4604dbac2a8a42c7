import type { State } from "#core/ports/state.ts";
import type { StageRecord } from "#core/records.ts";

type Note = Pick<Parameters<State["noteStage"]>[1], "status" | "at" | "message" | "fansOut">;

/** The way on and the way back have a time each. */
const timesOf = (
  { startedAt, endedAt, undoStartedAt, status: before }: StageRecord,
  { status, at }: Note,
): Partial<StageRecord> => {
  if (status === "running") return { startedAt: startedAt ?? at };
  // Nobody says of a stage that hands its work to machines that it is over when one of them has failed.
  if (status === "undoing") return { undoStartedAt: undoStartedAt ?? at, ...(startedAt && { endedAt: endedAt ?? at }) };
  return status === "undone" || before === "undoing" ? { undoEndedAt: at } : { endedAt: at };
};

/** What a stage's record is after a note on it. */
export const notedStage = (stage: StageRecord, note: Note): StageRecord => {
  const { status, message, fansOut } = note;
  const begins = status === "running" && message === undefined;
  const { message: before, ...rest } = stage;
  const said = message ?? (status === "succeeded" ? undefined : before);
  return {
    ...rest,
    ...timesOf(stage, note),
    status,
    attempts: !begins ? stage.attempts : fansOut ? 1 : stage.attempts + 1,
    ...(said === undefined ? {} : { message: said }),
  };
};

/** Stages as a stop between two of them leaves them: what is to come is as if it had never been looked at. */
export const stoppedStages = (
  stages: readonly StageRecord[],
  { stage, status, at }: Parameters<State["pause"]>[1],
): StageRecord[] =>
  stages.map((one) => {
    if (one.name !== stage) return one;
    return status === "pending" ? { name: stage, status, attempts: 0 } : notedStage(one, { status, at });
  });

/** Stages as the end of their operation leaves them: none is at work any more. */
export const endedStages = (stages: readonly StageRecord[], succeeded: boolean, at: string): StageRecord[] =>
  stages.map((stage) => {
    if (stage.status !== "running" && stage.status !== "undoing") return stage;
    return notedStage(stage, { status: succeeded ? "succeeded" : "failed", at });
  });
