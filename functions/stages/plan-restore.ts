import { planRestore } from "#core/stages/plan-restore.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(planRestore);
