import { planMember } from "#core/stages/plan-member.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(planMember);
