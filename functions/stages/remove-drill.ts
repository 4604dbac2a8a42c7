import { removeDrill } from "#core/stages/remove-drill.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(removeDrill);
