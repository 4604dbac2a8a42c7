import { removeBackups } from "#core/stages/remove-backups.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(removeBackups);
