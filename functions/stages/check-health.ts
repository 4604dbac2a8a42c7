import { checkHealth } from "#core/stages/check-health.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(checkHealth);
