import { proveNothingLeft } from "#core/stages/prove-nothing-left.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(proveNothingLeft);
