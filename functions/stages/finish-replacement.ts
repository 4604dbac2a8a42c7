import { finishReplacement } from "#core/stages/finish-replacement.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(finishReplacement);
