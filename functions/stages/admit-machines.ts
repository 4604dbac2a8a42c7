import { admitMachines } from "#core/stages/admit-machines.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(admitMachines);
