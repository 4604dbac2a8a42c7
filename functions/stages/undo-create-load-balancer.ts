import { undoCreateLoadBalancer } from "#core/stages/create-load-balancer.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoCreateLoadBalancer);
