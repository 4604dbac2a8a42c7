import { cordonNodes } from "#core/stages/cordon-nodes.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(cordonNodes);
