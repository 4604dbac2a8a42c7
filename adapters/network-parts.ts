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
import { ofCluster } from "./tags.ts";
import { together } from "./together.ts";

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
