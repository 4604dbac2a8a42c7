import { undoMoveAccess } from "#core/stages/move-access.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoMoveAccess);
