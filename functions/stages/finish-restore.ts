import { finishRestore } from "#core/stages/finish-restore.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(finishRestore);
