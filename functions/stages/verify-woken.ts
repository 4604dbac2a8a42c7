import { verifyWoken } from "#core/stages/verify-woken.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(verifyWoken);
