import { undoReserveAddresses } from "#core/stages/reserve-addresses.ts";
import { stageHandler } from "#functions/stage-handler.ts";

export const handler = stageHandler(undoReserveAddresses);
