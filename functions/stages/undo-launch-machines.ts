import { undoLaunchMachines } from "#core/stages/launch-machines.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoLaunchMachines);
