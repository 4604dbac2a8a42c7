import { undoRecordBackup } from "#core/stages/record-backup.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoRecordBackup);
