import { metered } from "#core/billing/metered.ts";
import type { Stage } from "./stage.ts";

/** A new cluster is in the first so many zones of its region. */
export const zonesOfACluster = 3;

/** VPC, subnets, gateways, route tables and security groups. */
export const createNetwork: Stage = async (input, { state, network, clock }) => {
  const [{ spec, clusterId, resources }, zones] = await Promise.all([
    state.cluster(input.tenantId, input.clusterId),
    network.zones(),
  ]);
  const made = await network.ensure({
    clusterId,
    cidr: spec.network.cidr,
    podCidr: spec.network.podCidr,
    // A repeat stays in the zones of the first run, whatever has become of the region since.
    zones: resources.subnets?.map(({ zone }) => zone) ?? zones.slice(0, zonesOfACluster),
    apiAccessCidrs: spec.network.apiAccessCidrs,
  });
  await state.updateCluster(input, { resources: made, at: clock.now() });
};

export const undoCreateNetwork: Stage = (input, ports) =>
  metered(input, ports, () => ports.network.remove(input.clusterId));
