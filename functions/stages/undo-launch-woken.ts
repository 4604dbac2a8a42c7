import { undoLaunchWoken } from "#core/stages/launch-woken.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoLaunchWoken);
