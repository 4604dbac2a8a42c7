import { finishHibernation } from "#core/stages/finish-hibernation.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(finishHibernation);
