import { endPods } from "#core/stages/end-pods.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(endPods);
