import { removeOldMembers } from "#core/stages/remove-old-members.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(removeOldMembers);
