import {
  type Address,
  DescribeAddressesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type InternetGateway,
  type NatGateway,
  type RouteTable,
  type SecurityGroup,
  type Subnet,
  type Vpc,
} from "@aws-sdk/client-ec2";
import { together } from "#core/together.ts";
import { ofCluster } from "./tags.ts";

/** All that a cluster's network is made of, as the cloud has it now. */
export interface NetworkParts {
  vpcs: Vpc[];
  subnets: Subnet[];
  internetGateways: InternetGateway[];
  /** Deleted ones, which AWS shows for an hour, left out. */
  natGateways: NatGateway[];
  addresses: Address[];
  routeTables: RouteTable[];
  securityGroups: SecurityGroup[];
}

export const findNatGateways = async (ec2: EC2Client, clusterId: string): Promise<NatGateway[]> => {
  const { NatGateways } = await ec2.send(new DescribeNatGatewaysCommand({ Filter: ofCluster(clusterId).Filters }));
  return NatGateways?.filter(({ State }) => State !== "deleted") ?? [];
};

export const findRouteTables = async (ec2: EC2Client, clusterId: string): Promise<RouteTable[]> =>
  (await ec2.send(new DescribeRouteTablesCommand(ofCluster(clusterId)))).RouteTables ?? [];

export const findNetworkParts = async (ec2: EC2Client, clusterId: string): Promise<NetworkParts> => {
  const mine = ofCluster(clusterId);
  const [vpcs, subnets, internetGateways, natGateways, addresses, routeTables, securityGroups] = await together([
    ec2.send(new DescribeVpcsCommand(mine)),
    ec2.send(new DescribeSubnetsCommand(mine)),
    ec2.send(new DescribeInternetGatewaysCommand(mine)),
    findNatGateways(ec2, clusterId),
    ec2.send(new DescribeAddressesCommand(mine)),
    findRouteTables(ec2, clusterId),
    ec2.send(new DescribeSecurityGroupsCommand(mine)),
  ]);
  return {
    vpcs: vpcs.Vpcs ?? [],
    subnets: subnets.Subnets ?? [],
    internetGateways: internetGateways.InternetGateways ?? [],
    natGateways,
    addresses: addresses.Addresses ?? [],
    routeTables,
    securityGroups: securityGroups.SecurityGroups ?? [],
  };
};

const byId = (a: string | undefined, b: string | undefined): number => (a ?? "").localeCompare(b ?? "");

/**
 * The one network that a repeat goes on with. An answer that was lost while what it told of was not yet visible can leave a
 * second VPC, gateway or address behind; the one in use wins, so that all repeats agree. `remove` takes all of them away.
 */
export const oneNetwork = (found: NetworkParts): NetworkParts => {
  const inUse = ({ VpcId }: Vpc): boolean => found.subnets.some((subnet) => subnet.VpcId === VpcId);
  const [vpc] = found.vpcs.toSorted((a, b) => Number(inUse(b)) - Number(inUse(a)) || byId(a.VpcId, b.VpcId));
  const inside = <Part extends { VpcId?: string | undefined }>(parts: Part[]): Part[] =>
    parts.filter(({ VpcId }) => VpcId === vpc?.VpcId);
  const attached = ({ Attachments }: InternetGateway): boolean =>
    Attachments?.some(({ VpcId }) => VpcId === vpc?.VpcId) ?? false;
  return {
    vpcs: vpc ? [vpc] : [],
    subnets: inside(found.subnets),
    routeTables: inside(found.routeTables),
    securityGroups: inside(found.securityGroups),
    natGateways: inside(found.natGateways),
    internetGateways: found.internetGateways.toSorted(
      (a, b) => Number(attached(b)) - Number(attached(a)) || byId(a.InternetGatewayId, b.InternetGatewayId),
    ),
    addresses: found.addresses.toSorted(
      (a, b) => Number(!!b.AssociationId) - Number(!!a.AssociationId) || byId(a.AllocationId, b.AllocationId),
    ),
  };
};
