import { verifyRestored } from "#core/stages/verify-restored.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(verifyRestored);
