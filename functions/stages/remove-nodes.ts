import { removeNodes } from "#core/stages/remove-nodes.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(removeNodes);
