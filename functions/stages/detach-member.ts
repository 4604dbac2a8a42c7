import { detachMember } from "#core/stages/detach-member.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(detachMember);
