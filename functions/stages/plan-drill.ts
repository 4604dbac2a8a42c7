import { planDrill } from "#core/stages/plan-drill.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(planDrill);
