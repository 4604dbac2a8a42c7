import { metered } from "#core/billing/metered.ts";
import type { Stage } from "./stage.ts";

/** The NAT gateway goes, with its address: nobody is there who would go out. There is no way back, so there is no undo. */
export const closeEgress: Stage = (input, ports) =>
  metered(input, ports, () => ports.network.closeEgress(input.clusterId));
