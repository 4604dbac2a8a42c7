import { undoAwaitMembers } from "#core/stages/await-machine.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoAwaitMembers);
