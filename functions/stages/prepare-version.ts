import { prepareVersion } from "#core/stages/prepare-version.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(prepareVersion);
