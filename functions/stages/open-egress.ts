import { openEgress } from "#core/stages/open-egress.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(openEgress);
