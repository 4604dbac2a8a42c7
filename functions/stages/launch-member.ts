import { launchMember } from "#core/stages/launch-member.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(launchMember);
