import { launchWorkers } from "#core/stages/launch-workers.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(launchWorkers);
