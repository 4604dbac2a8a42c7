import { undoFinaliseMember } from "#core/stages/finalise-member.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoFinaliseMember);
