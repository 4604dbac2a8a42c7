import { undoSwitchControlPlane } from "#core/stages/switch-control-plane.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoSwitchControlPlane);
