import { terminateMachines } from "#core/stages/terminate-machines.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(terminateMachines);
