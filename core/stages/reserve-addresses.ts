import { made } from "./made.ts";
import type { Stage } from "./stage.ts";

/** Addresses of the control plane's members, before any machine boots: etcd's member list and the load balancer's targets. */
export const reserveAddresses: Stage = async (input, { state, machines, loadBalancers, clock }) => {
  const { tenantId, clusterId, operationId } = input;
  const cluster = await state.cluster(tenantId, clusterId);
  const subnets = made(cluster, "subnets");
  const members = await machines.reserveAddresses({
    clusterId,
    operationId,
    places: Array.from({ length: cluster.spec.controlPlane.machines }, (_, i) => ({
      slot: `control-plane-${i}`,
      subnetId: subnets[i % subnets.length]?.privateSubnetId ?? "",
    })),
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
