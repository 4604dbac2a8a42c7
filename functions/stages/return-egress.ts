import { returnEgress } from "#core/stages/return-egress.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(returnEgress);
