import { activateCluster } from "#core/stages/activate-cluster.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(activateCluster);
