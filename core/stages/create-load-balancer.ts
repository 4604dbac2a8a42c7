import { metered } from "#core/billing/metered.ts";
import { made } from "./made.ts";
import type { Stage } from "./stage.ts";

/** The load balancer in front of the Kubernetes API. It goes on becoming active behind the stages that follow. */
export const createLoadBalancer: Stage = async (input, { state, loadBalancers, clock }) => {
  const cluster = await state.cluster(input.tenantId, input.clusterId);
  const loadBalancer = await loadBalancers.ensure({
    clusterId: input.clusterId,
    vpcId: made(cluster, "vpcId"),
    subnetIds: made(cluster, "subnets").map(({ publicSubnetId }) => publicSubnetId),
    securityGroupId: made(cluster, "securityGroups").controlPlane,
  });
  await state.updateCluster(input, {
    resources: { loadBalancer },
    endpoint: `https://${loadBalancer.dnsName}:6443`,
    at: clock.now(),
  });
};

export const undoCreateLoadBalancer: Stage = (input, ports) =>
  metered(input, ports, () => ports.loadBalancers.remove(input.clusterId));
