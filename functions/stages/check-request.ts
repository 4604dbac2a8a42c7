import { checkRequest } from "#core/stages/check-request.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(checkRequest);
