import { undoLaunchNodeGroups } from "#core/stages/launch-node-groups.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoLaunchNodeGroups);
