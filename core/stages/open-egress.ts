import type { Stage } from "./stage.ts";

/** Lets the private subnets out, once the NAT gateway takes traffic. The route goes with the network. */
export const openEgress: Stage = ({ clusterId }, { network }) => network.openEgress(clusterId);
