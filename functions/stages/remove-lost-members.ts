import { removeLostMembers } from "#core/stages/remove-lost-members.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(removeLostMembers);
