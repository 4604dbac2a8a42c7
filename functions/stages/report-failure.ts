import { reportFailure } from "#core/stages/report-failure.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(reportFailure);
