import { undoPrepareDrill } from "#core/stages/prepare-drill.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoPrepareDrill);
