import { removeMember } from "#core/stages/remove-member.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(removeMember);
