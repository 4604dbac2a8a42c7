import { made } from "./made.ts";
import type { Stage } from "./stage.ts";

/** Addresses of the control plane's members, before any machine boots: etcd's member list and the load balancer's targets. */
export const reserveAddresses: Stage = async (input, { state, machines, loadBalancers, clock }) => {
  const cluster = await state.cluster(input.tenantId, input.clusterId);
  const members = await machines.reserveAddresses({
    clusterId: input.clusterId,
    count: cluster.spec.controlPlane.machines,
    subnets: made(cluster, "subnets").map(({ zone, privateSubnetId }) => ({ zone, subnetId: privateSubnetId })),
    securityGroupId: made(cluster, "securityGroups").controlPlane,
  });
  await Promise.all([
    loadBalancers.setTargets(
      made(cluster, "loadBalancer").targetGroupArn,
      members.map(({ address }) => address),
    ),
    state.updateCluster(input, { resources: { members }, at: clock.now() }),
  ]);
};

export const undoReserveAddresses: Stage = ({ clusterId }, { machines }) => machines.releaseAddresses(clusterId);
