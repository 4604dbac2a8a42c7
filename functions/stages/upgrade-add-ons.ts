import { upgradeAddOns } from "#core/stages/upgrade-add-ons.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(upgradeAddOns);
