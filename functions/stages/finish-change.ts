import { finishChange } from "#core/stages/finish-change.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(finishChange);
