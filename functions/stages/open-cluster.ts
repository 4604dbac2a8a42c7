import { openCluster } from "#core/stages/open-cluster.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(openCluster);
