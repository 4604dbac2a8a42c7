import { finishDrill } from "#core/stages/finish-drill.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(finishDrill);
