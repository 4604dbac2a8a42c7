import { checkReadiness } from "#core/stages/check-readiness.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(checkReadiness);
