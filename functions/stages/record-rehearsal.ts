import { recordRehearsal } from "#core/stages/record-rehearsal.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(recordRehearsal);
