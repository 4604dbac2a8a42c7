import { planStep } from "#core/stages/plan-step.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(planStep);
