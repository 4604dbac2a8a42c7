import { verifyNodes } from "#core/stages/verify-nodes.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(verifyNodes);
