import { Conflict, Superseded } from "#core/errors.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";
import type { Ports } from "./stage.ts";

/**
 * Where somebody has asked for it, the operation stops here, before the stage does anything: the execution ends, and another one goes on
 * once the operation is resumed. One that goes back does not stop.
 * @throws Superseded when it stops
 */
export const pauseHere = async (
  input: StageInput,
  { operationId, upgrade, pause, cancelAsked }: OperationRecord,
  stopped: { stage: string; status: "pending" | "succeeded" },
  { state, clock }: Pick<Ports, "state" | "clock">,
): Promise<void> => {
  if (!pause || cancelAsked || upgrade?.back) return;
  try {
    await state.pause(input, { ...stopped, at: clock.now() });
  } catch (error) {
    // It is resumed, or cancelled, since it was read: the first goes on, and the next stage sees to the second.
    if (error instanceof Conflict) return;
    throw error;
  }
  throw new Superseded(`operation ${operationId} is paused: another execution goes on with it`);
};
