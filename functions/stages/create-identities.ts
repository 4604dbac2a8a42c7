import { createIdentities } from "#core/stages/create-identities.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(createIdentities);
