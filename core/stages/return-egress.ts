import { closeEgress } from "./close-egress.ts";
import { createNetwork } from "./create-network.ts";
import type { Stage } from "./stage.ts";

/** A NAT gateway again, with a new address, and the way out through it. The rest of the network is there. @throws NotYet until it takes traffic */
export const returnEgress: Stage = async (input, ports) => {
  await createNetwork(input, ports);
  await ports.network.openEgress(input.clusterId);
};

export const undoReturnEgress: Stage = closeEgress;
