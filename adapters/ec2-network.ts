import {
  AllocateAddressCommand,
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateInternetGatewayCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeAvailabilityZonesCommand,
  type EC2Client,
  type RouteTable,
  type SecurityGroup,
} from "@aws-sdk/client-ec2";
import type { Network } from "#core/ports/cloud.ts";
import { together } from "#core/together.ts";
import { given } from "./aws-answers.ts";
import { unless } from "./aws-errors.ts";
import { openEgress, routePods } from "./ec2-routes.ts";
import { findNetworkParts, type NetworkParts, oneNetwork } from "./network-parts.ts";
import { closeEgress, removeNetwork } from "./network-removal.ts";
import { controlPlaneRules, missingPermissions, workerRules } from "./security-rules.ts";
import { serviceClock } from "./service-clock.ts";
import { subnetRanges } from "./subnet-ranges.ts";
import { clientToken, madeAtTag, roleTag, specify, type Tagged, tagsOf, tagValue, withRole, zoneTag } from "./tags.ts";

type Order = Parameters<Network["ensure"]>[0];

const anywhere = "0.0.0.0/0";
const alreadyThere = /^RouteAlreadyExists$|^InvalidPermission\.Duplicate$|^Resource\.AlreadyAssociated$/;

const inZone = <Thing extends Tagged>(things: Thing[], role: string, zone: string): Thing | undefined =>
  things.find((thing) => tagValue(thing, roleTag) === role && tagValue(thing, zoneTag) === zone);

/** `once` repeats nothing by itself: for calls that take no client token, so that a lost answer makes no second thing. */
export interface NetworkClients {
  ec2: EC2Client;
  once: EC2Client;
}

/** The makers of a network's parts; each makes its part unless it is among those found. */
const makers = ({ ec2, once }: NetworkClients, { clusterId, cidr }: Order, found: NetworkParts) => ({
  async vpc(): Promise<string> {
    const there = withRole(found.vpcs, "vpc");
    if (there) return given(there.VpcId, "the VPC's id");
    const tags = [specify("vpc", tagsOf(clusterId, "vpc"))];
    const { Vpc } = await once.send(new CreateVpcCommand({ CidrBlock: cidr, TagSpecifications: tags }));
    return given(Vpc?.VpcId, "the VPC's id");
  },

  async internetGateway(): Promise<string> {
    const there = withRole(found.internetGateways, "internet-gateway");
    if (there) return given(there.InternetGatewayId, "the internet gateway's id");
    const tags = [specify("internet-gateway", tagsOf(clusterId, "internet-gateway"))];
    const { InternetGateway } = await once.send(new CreateInternetGatewayCommand({ TagSpecifications: tags }));
    return given(InternetGateway?.InternetGatewayId, "the internet gateway's id");
  },

  async attach(internetGatewayId: string, vpcId: string): Promise<void> {
    const there = found.internetGateways.find(({ InternetGatewayId }) => InternetGatewayId === internetGatewayId);
    if (there?.Attachments?.some(({ VpcId }) => VpcId === vpcId)) return;
    const order = { InternetGatewayId: internetGatewayId, VpcId: vpcId };
    await unless(alreadyThere, ec2.send(new AttachInternetGatewayCommand(order)));
  },

  async natAddress(): Promise<string> {
    const there = withRole(found.addresses, "nat-address");
    if (there) return given(there.AllocationId, "the address's id");
    const madeAt = serviceClock.now();
    const tags = [specify("elastic-ip", tagsOf(clusterId, "nat-address", { [madeAtTag]: madeAt }))];
    const { AllocationId } = await once.send(new AllocateAddressCommand({ Domain: "vpc", TagSpecifications: tags }));
    return given(AllocationId, "the address's id");
  },

  async subnet(vpcId: string, role: "public-subnet" | "private-subnet", zone: string, range: string): Promise<string> {
    const there = inZone(found.subnets, role, zone);
    if (there) return given(there.SubnetId, "the subnet's id");
    const tags = [specify("subnet", tagsOf(clusterId, role, { [zoneTag]: zone }))];
    const order = { VpcId: vpcId, AvailabilityZone: zone, CidrBlock: range, TagSpecifications: tags };
    const { Subnet } = await ec2.send(new CreateSubnetCommand(order));
    return given(Subnet?.SubnetId, "the subnet's id");
  },

  async routeTable(vpcId: string, role: "public-routes" | "private-routes"): Promise<RouteTable> {
    const there = withRole(found.routeTables, role);
    if (there) return there;
    const tags = [specify("route-table", tagsOf(clusterId, role))];
    const order = { VpcId: vpcId, ClientToken: clientToken(clusterId, role, vpcId), TagSpecifications: tags };
    const { RouteTable } = await ec2.send(new CreateRouteTableCommand(order));
    return given(RouteTable, "the route table");
  },

  async associate({ RouteTableId, Associations }: RouteTable, subnetId: string): Promise<void> {
    if (Associations?.some(({ SubnetId }) => SubnetId === subnetId)) return;
    await unless(alreadyThere, ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId: subnetId })));
  },

  async securityGroup(vpcId: string, role: "control-plane" | "worker"): Promise<SecurityGroup & { GroupId: string }> {
    const there = withRole(found.securityGroups, role);
    if (there) return { ...there, GroupId: given(there.GroupId, "the security group's id") };
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({
        VpcId: vpcId,
        GroupName: `kubewright-${clusterId}-${role}`,
        Description: `Kubewright ${clusterId}: ${role} machines`,
        TagSpecifications: [specify("security-group", tagsOf(clusterId, role))],
      }),
    );
    return { GroupId: given(GroupId, "the security group's id"), IpPermissions: [] };
  },

  /** One for all zones: its loss costs machines that boot, not the ones that run. */
  async natGateway(subnetId: string, allocationId: string): Promise<void> {
    const failed = found.natGateways.filter(({ State }) => State === "failed");
    if (found.natGateways.some(({ State }) => State === "pending" || State === "available")) return;
    await ec2.send(
      new CreateNatGatewayCommand({
        SubnetId: subnetId,
        AllocationId: allocationId,
        // The token of a gateway that failed answers with the failed one.
        ClientToken: clientToken(clusterId, "nat-gateway", subnetId, allocationId, String(failed.length)),
        TagSpecifications: [specify("natgateway", tagsOf(clusterId, "nat-gateway"))],
      }),
    );
  },
});

const ensureNetwork = async (clients: NetworkClients, order: Order): ReturnType<Network["ensure"]> => {
  const { ec2 } = clients;
  const { clusterId, cidr, podCidr, apiAccessCidrs } = order;
  const zones = [...order.zones].sort();
  const ranges = subnetRanges(cidr, zones.length);
  const make = makers(clients, order, oneNetwork(await findNetworkParts(ec2, clusterId)));

  const [vpcId, internetGatewayId, allocationId] = await together([
    make.vpc(),
    make.internetGateway(),
    make.natAddress(),
  ]);

  const subnetsOf = (role: "public-subnet" | "private-subnet", side: "public" | "private") =>
    together(zones.map((zone, i) => make.subnet(vpcId, role, zone, given(ranges[i], "the zone's range")[side])));
  const [publicSubnets, privateSubnets, publicRoutes, privateRoutes, controlPlane, worker] = await together([
    subnetsOf("public-subnet", "public"),
    subnetsOf("private-subnet", "private"),
    make.routeTable(vpcId, "public-routes"),
    make.routeTable(vpcId, "private-routes"),
    make.securityGroup(vpcId, "control-plane"),
    make.securityGroup(vpcId, "worker"),
    make.attach(internetGatewayId, vpcId),
  ]);

  const outward = async () => {
    if (publicRoutes.Routes?.some(({ GatewayId }) => GatewayId === internetGatewayId)) return;
    const { RouteTableId } = publicRoutes;
    const route = { RouteTableId, DestinationCidrBlock: anywhere, GatewayId: internetGatewayId };
    await unless(alreadyThere, ec2.send(new CreateRouteCommand(route)));
  };
  const admit = async (group: SecurityGroup, rules: ReturnType<typeof workerRules>) => {
    const IpPermissions = missingPermissions(rules, group.IpPermissions ?? []);
    if (IpPermissions.length === 0) return;
    const { GroupId } = group;
    await unless(alreadyThere, ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions })));
  };
  await together([
    make.natGateway(given(publicSubnets[0], "a public subnet"), allocationId),
    outward(),
    ...publicSubnets.map((subnetId) => make.associate(publicRoutes, subnetId)),
    ...privateSubnets.map((subnetId) => make.associate(privateRoutes, subnetId)),
    admit(controlPlane, controlPlaneRules({ groupId: controlPlane.GroupId, cidr, podCidr, apiAccessCidrs })),
    admit(worker, workerRules({ cidr, podCidr })),
  ]);

  return {
    vpcId,
    subnets: zones.map((zone, i) => ({
      zone,
      publicSubnetId: given(publicSubnets[i], "a public subnet"),
      privateSubnetId: given(privateSubnets[i], "a private subnet"),
    })),
    privateRouteTableId: given(privateRoutes.RouteTableId, "the route table's id"),
    securityGroups: { controlPlane: controlPlane.GroupId, worker: worker.GroupId },
  };
};

/** A VPC a cluster. Everything is found again by the tags `kubewright:cluster` and `kubewright:role`. */
export const ec2Network = ({ ec2, once }: NetworkClients): Network => ({
  async zones() {
    const { AvailabilityZones } = await ec2.send(
      new DescribeAvailabilityZonesCommand({
        Filters: [
          { Name: "state", Values: ["available"] },
          { Name: "zone-type", Values: ["availability-zone"] },
        ],
      }),
    );
    return (AvailabilityZones ?? []).map(({ ZoneName }) => given(ZoneName, "a zone's name")).sort();
  },
  ensure: (order) => ensureNetwork({ ec2, once }, order),
  openEgress: (clusterId) => openEgress(ec2, clusterId),
  closeEgress: (clusterId) => closeEgress(ec2, clusterId),
  routePods: (order) => routePods(ec2, order),
  remove: (clusterId) => removeNetwork(ec2, clusterId),
});
