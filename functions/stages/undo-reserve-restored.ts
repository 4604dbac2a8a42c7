import { undoReserveRestored } from "#core/stages/reserve-restored.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoReserveRestored);
