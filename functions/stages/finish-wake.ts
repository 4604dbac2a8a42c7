import { finishWake } from "#core/stages/finish-wake.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(finishWake);
