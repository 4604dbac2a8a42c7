import { closeEgress } from "#core/stages/close-egress.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(closeEgress);
