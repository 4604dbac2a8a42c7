import { launchDrill } from "#core/stages/launch-drill.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(launchDrill);
