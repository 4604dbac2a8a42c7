import { createKeys } from "#core/stages/create-keys.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(createKeys);
