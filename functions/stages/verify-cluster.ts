import { verifyCluster } from "#core/stages/verify-cluster.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(verifyCluster);
