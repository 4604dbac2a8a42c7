import { evacuateNodes } from "#core/stages/evacuate-nodes.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(evacuateNodes);
