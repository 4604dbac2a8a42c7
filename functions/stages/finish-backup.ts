import { finishBackup } from "#core/stages/finish-backup.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(finishBackup);
