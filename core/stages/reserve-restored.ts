import { made } from "./made.ts";
import { membersOf, type RestoreInput } from "./restored-members.ts";
import type { Stage } from "./stage.ts";

/** Addresses of the new members, which etcd's member list is made of. The load balancer knows none of them yet. */
export const reserveRestored: Stage<RestoreInput> = async (input, ports) => {
  const { tenantId, clusterId, operationId, plan } = input;
  const cluster = await ports.state.cluster(tenantId, clusterId);
  const born = await ports.machines.reserveAddresses({
    ...{ clusterId, operationId, places: plan.launch },
    securityGroupId: made(cluster, "securityGroups").controlPlane,
  });
  const members = [...membersOf(cluster, input).old, ...born];
  await ports.state.updateCluster(input, { resources: { members }, at: ports.clock.now() });
};

/** What this operation has reserved is given back. */
export const undoReserveRestored: Stage = async (input, ports) => {
  const { tenantId, clusterId, operationId } = input;
  await ports.machines.releaseAddresses(clusterId, { operationId });
  // Last: until here it says what there is to take away.
  const { old } = membersOf(await ports.state.cluster(tenantId, clusterId), input);
  await ports.state.updateCluster(input, { resources: { members: old }, at: ports.clock.now() });
};
