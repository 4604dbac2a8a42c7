import { finishMend } from "#core/stages/finish-mend.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(finishMend);
