import { undoLaunchControlPlane } from "#core/stages/launch-control-plane.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoLaunchControlPlane);
