import { undoCreateNetwork } from "#core/stages/create-network.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoCreateNetwork);
