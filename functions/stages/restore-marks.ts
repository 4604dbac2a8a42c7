import { restoreMarks } from "#core/stages/restore-marks.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(restoreMarks);
