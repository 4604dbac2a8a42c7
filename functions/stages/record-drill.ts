import { recordDrill } from "#core/stages/record-drill.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(recordDrill);
