import { InvalidInput } from "#core/errors.ts";
import { checkNodeGroups } from "./check-node-groups.ts";
import { zonesOfACluster } from "./create-network.ts";
import { rehearseCluster } from "./rehearse-cluster.ts";
import type { Stage } from "./stage.ts";

/** Fewer zones, and the loss of one could take the control plane's majority away. */
const leastZones = 3;

/** Asks the cloud whether all that the cluster needs could be had now. Makes nothing, so there is nothing to undo. */
export const checkRequest: Stage = async (input, { state, network, machines, clock }) => {
  const [{ spec }, groups, zones] = await Promise.all([
    state.cluster(input.tenantId, input.clusterId),
    state.nodeGroups(input.tenantId, input.clusterId),
    network.zones(),
  ]);
  if (zones.length < leastZones)
    throw new InvalidInput(
      `the region has ${zones.length} zones that take machines (${zones.join(", ")}); a cluster needs ${leastZones}`,
    );
  checkNodeGroups(groups, zones.slice(0, zonesOfACluster));
  const resources = await rehearseCluster(spec, groups, { machines });
  await state.updateCluster(input, { resources, at: clock.now() });
};
