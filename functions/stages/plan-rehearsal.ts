import { planRehearsal } from "#core/stages/plan-rehearsal.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(planRehearsal);
