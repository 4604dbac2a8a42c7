import { forgetCluster } from "#core/stages/forget-cluster.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(forgetCluster);
