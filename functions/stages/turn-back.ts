import { turnBack } from "#core/stages/turn-back.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(turnBack);
