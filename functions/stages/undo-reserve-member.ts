import { undoReserveMember } from "#core/stages/reserve-member.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoReserveMember);
