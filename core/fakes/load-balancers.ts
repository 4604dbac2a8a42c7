import { NotYet } from "#core/errors.ts";
import type { LoadBalancers } from "#core/ports/cloud.ts";
import { nthAddress } from "./network.ts";
import type { World } from "./world.ts";

const interfacesOf = (world: World, clusterId: string) =>
  world.of("networkInterfaces", clusterId).filter(({ owner }) => owner === "load-balancer");

export const fakeLoadBalancers = (world: World): LoadBalancers => ({
  async ensure({ clusterId, vpcId, subnetIds }) {
    if (!world.get("vpcs", vpcId)) throw new Error(`there is no ${vpcId}`);
    const [group = world.add("targetGroups", clusterId, { targets: [], draining: [] })] = world.of(
      "targetGroups",
      clusterId,
    );
    const [there] = world.of("loadBalancers", clusterId);
    const balancer = there ?? world.add("loadBalancers", clusterId, { dnsName: "", vpcId, addresses: [] });
    if (!there) {
      balancer.dnsName = `${balancer.id}.elb.fake`;
      throw new NotYet("the load balancer has no addresses inside the VPC yet");
    }
    if (balancer.addresses.length === 0)
      balancer.addresses = subnetIds.map((subnetId) => {
        const subnet = world.get("subnets", subnetId);
        if (!subnet) throw new Error(`there is no ${subnetId}`);
        const address = nthAddress(subnet, 0);
        world.add("networkInterfaces", clusterId, { slot: "", owner: "load-balancer", address, subnetId });
        return address;
      });
    const { id, dnsName, addresses } = balancer;
    return { arn: id, targetGroupArn: group.id, dnsName, addresses: [...addresses] };
  },

  async setTargets(targetGroupArn, addresses) {
    const group = world.get("targetGroups", targetGroupArn);
    if (!group) throw new Error(`there is no target group ${targetGroupArn}`);
    const left = group.targets.filter((address) => !addresses.includes(address));
    group.draining = [...group.draining.filter((address) => !addresses.includes(address)), ...left];
    group.targets = [...addresses];
  },

  async targets(targetGroupArn) {
    const group = world.get("targetGroups", targetGroupArn);
    if (!group) throw new Error(`there is no target group ${targetGroupArn}`);
    const serves = (address: string) =>
      world
        .of("instances", group.clusterId)
        .some((one) => one.address === address && one.state === "running" && one.nodeName !== undefined);
    const draining = group.draining;
    group.draining = [];
    return new Map([
      ...draining.map((address) => [address, "draining"] as const),
      ...group.targets.map((address) => [address, serves(address) ? "healthy" : "unhealthy"] as const),
    ]);
  },

  async remove(clusterId) {
    const balancers = world.of("loadBalancers", clusterId);
    world.drop("loadBalancers", balancers);
    world.drop("targetGroups", world.of("targetGroups", clusterId));
    const left = interfacesOf(world, clusterId);
    if (balancers.length > 0 && left.length > 0)
      throw new NotYet(`${left.length} interfaces of the load balancer are going away`);
    world.drop("networkInterfaces", left);
  },
});
