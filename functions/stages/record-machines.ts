import { recordMachines } from "#core/stages/record-machines.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(recordMachines);
