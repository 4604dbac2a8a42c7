import { proveSnapshot } from "#core/stages/prove-snapshot.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(proveSnapshot);
