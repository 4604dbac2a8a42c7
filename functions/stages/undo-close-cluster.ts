import { undoCloseCluster } from "#core/stages/close-cluster.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoCloseCluster);
