import { restoreTargets } from "#core/stages/restore-targets.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(restoreTargets);
