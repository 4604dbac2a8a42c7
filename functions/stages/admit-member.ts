import { admitMember } from "#core/stages/admit-member.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(admitMember);
