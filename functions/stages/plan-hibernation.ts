import { planHibernation } from "#core/stages/plan-hibernation.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(planHibernation);
