import { verifyMember } from "#core/stages/verify-member.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(verifyMember);
