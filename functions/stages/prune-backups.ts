import { pruneBackups } from "#core/stages/prune-backups.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(pruneBackups);
