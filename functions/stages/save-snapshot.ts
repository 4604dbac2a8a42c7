import { saveSnapshot } from "#core/stages/save-snapshot.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(saveSnapshot);
