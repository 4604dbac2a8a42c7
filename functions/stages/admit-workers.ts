import { admitWorkers } from "#core/stages/admit-workers.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(admitWorkers);
