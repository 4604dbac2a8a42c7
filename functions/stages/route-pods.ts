import { routePods } from "#core/stages/route-pods.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(routePods);
