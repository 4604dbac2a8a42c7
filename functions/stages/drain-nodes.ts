import { drainNodes } from "#core/stages/drain-nodes.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(drainNodes);
