import { launchRestored } from "#core/stages/launch-restored.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(launchRestored);
