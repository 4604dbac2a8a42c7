import { endMachines } from "#core/stages/end-machines.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(endMachines);
