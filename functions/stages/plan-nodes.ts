import { planNodes } from "#core/stages/plan-nodes.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(planNodes);
