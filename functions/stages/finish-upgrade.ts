import { finishUpgrade } from "#core/stages/finish-upgrade.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(finishUpgrade);
