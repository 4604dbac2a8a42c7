import { planWake } from "#core/stages/plan-wake.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(planWake);
