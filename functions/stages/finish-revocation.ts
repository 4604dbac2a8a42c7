import { finishRevocation } from "#core/stages/finish-revocation.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(finishRevocation);
