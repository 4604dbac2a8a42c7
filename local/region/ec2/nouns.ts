/** How ids of a kind look, and which errors name it. `type` is the word in TagSpecifications and DescribeTags. */
export interface Noun {
  prefix: string;
  type: string;
  text: string;
  notFound: string;
  malformed: string;
}

const noun = (prefix: string, type: string, text: string, notFound: string, malformed: string): Noun => ({
  prefix,
  type,
  text,
  notFound,
  malformed,
});

export const nouns = {
  vpcs: noun("vpc-", "vpc", "vpc ID", "InvalidVpcID.NotFound", "InvalidVpcID.Malformed"),
  subnets: noun("subnet-", "subnet", "subnet ID", "InvalidSubnetID.NotFound", "InvalidSubnetID.Malformed"),
  internetGateways: noun(
    "igw-",
    "internet-gateway",
    "internetGateway ID",
    "InvalidInternetGatewayID.NotFound",
    "InvalidInternetGatewayId.Malformed",
  ),
  natGateways: noun("nat-", "natgateway", "Nat Gateway", "NatGatewayNotFound", "NatGatewayMalformed"),
  addresses: noun(
    "eipalloc-",
    "elastic-ip",
    "allocation ID",
    "InvalidAllocationID.NotFound",
    "InvalidAllocationID.Malformed",
  ),
  routeTables: noun(
    "rtb-",
    "route-table",
    "routeTable ID",
    "InvalidRouteTableID.NotFound",
    "InvalidRouteTableId.Malformed",
  ),
  securityGroups: noun("sg-", "security-group", "security group", "InvalidGroup.NotFound", "InvalidGroupId.Malformed"),
  interfaces: noun(
    "eni-",
    "network-interface",
    "networkInterface ID",
    "InvalidNetworkInterfaceID.NotFound",
    "InvalidNetworkInterfaceId.Malformed",
  ),
  volumes: noun("vol-", "volume", "volume", "InvalidVolume.NotFound", "InvalidVolumeID.Malformed"),
  placementGroups: noun(
    "pg-",
    "placement-group",
    "Placement Group",
    "InvalidPlacementGroup.Unknown",
    "InvalidPlacementGroupId.Malformed",
  ),
  instances: noun("i-", "instance", "instance ID", "InvalidInstanceID.NotFound", "InvalidInstanceID.Malformed"),
} as const satisfies Record<string, Noun>;

export type NounName = keyof typeof nouns;

export const kindOf = (id: string): Noun | undefined =>
  Object.values(nouns).find(({ prefix }) => id.startsWith(prefix));
