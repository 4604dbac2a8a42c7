import { labelNodes } from "#core/stages/label-nodes.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(labelNodes);
