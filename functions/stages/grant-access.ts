import { grantAccess } from "#core/stages/grant-access.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(grantAccess);
