import { undoCopySnapshot } from "#core/stages/copy-snapshot.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoCopySnapshot);
