import { openRestored } from "#core/stages/open-restored.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(openRestored);
