import type * as sdk from "@aws-sdk/client-ec2";
import { type Context, type Given, nowIso } from "../context.ts";
import { refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { contains, overlaps, parseCidr, type Range, toAddress, toCidr, toNumber } from "../ipv4.ts";
import type { SubnetRecord } from "../records.ts";
import { accountId, regionName, zones } from "../zones.ts";
import { describe, find } from "./find.ts";
import { tagList, tagsFor } from "./tags.ts";

/** AWS keeps the first four addresses (network, router, DNS, future) and the last one. */
const reserved = { first: 4, last: 1 };

const rangeOf = (subnet: SubnetRecord): Range => parseCidr(subnet.cidr) as Range;

const usedIn = ({ state }: Context, subnetId: string): Set<string> =>
  new Set(state.interfaces.where((row) => row.subnetId === subnetId).map(({ privateIp }) => privateIp));

const freeCount = (context: Context, subnet: SubnetRecord): number => {
  const { first, last } = rangeOf(subnet);
  return last - first + 1 - reserved.first - reserved.last - usedIn(context, subnet.id).size;
};

/**
 * The subnet's next free address, or the wanted one.
 * @throws AwsError InsufficientFreeAddressesInSubnet, InvalidIPAddress.InUse, InvalidParameterValue
 */
export const takeAddress = (context: Context, subnet: SubnetRecord, wanted?: string): string => {
  const { first, last } = rangeOf(subnet);
  const used = usedIn(context, subnet.id);
  if (wanted === undefined) {
    for (let number = first + reserved.first; number <= last - reserved.last; number += 1) {
      const address = toAddress(number);
      if (!used.has(address)) return address;
    }
    return refuse(
      "InsufficientFreeAddressesInSubnet",
      `The subnet '${subnet.id}' has not enough free addresses to satisfy the request.`,
    );
  }
  const number = toNumber(wanted);
  if (number === undefined)
    return refuse(
      "InvalidParameterValue",
      `Value (${wanted}) for parameter privateIpAddress is invalid. Invalid IPv4 address.`,
    );
  if (number < first || number > last)
    refuse("InvalidParameterValue", `Address ${wanted} does not fall within the subnet's address range ${subnet.cidr}`);
  if (number < first + reserved.first || number > last - reserved.last) {
    refuse("InvalidParameterValue", `Address ${wanted} is in subnet's reserved address range`);
  }
  if (used.has(wanted)) refuse("InvalidIPAddress.InUse", `Address ${wanted} is in use.`);
  return wanted;
};

const answer = (subnet: SubnetRecord, context: Context): sdk.Subnet => ({
  SubnetId: subnet.id,
  SubnetArn: `arn:aws:ec2:${regionName}:${accountId}:subnet/${subnet.id}`,
  VpcId: subnet.vpcId,
  CidrBlock: subnet.cidr,
  AvailabilityZone: subnet.zone,
  AvailabilityZoneId: zones.get(subnet.zone),
  AvailableIpAddressCount: freeCount(context, subnet),
  State: "available",
  DefaultForAz: false,
  MapPublicIpOnLaunch: subnet.mapPublicIp,
  AssignIpv6AddressOnCreation: false,
  Ipv6CidrBlockAssociationSet: [],
  OwnerId: accountId,
  Tags: tagList(subnet.tags),
});

const zoneFrom = ({
  AvailabilityZone,
  AvailabilityZoneId,
}: Pick<sdk.CreateSubnetRequest, "AvailabilityZone" | "AvailabilityZoneId">): string => {
  const byId = [...zones].find(([, id]) => id === AvailabilityZoneId)?.[0];
  const zone = AvailabilityZone ?? byId ?? (AvailabilityZoneId ? "" : [...zones.keys()][0]) ?? "";
  if (zones.has(zone)) return zone;
  return refuse(
    "InvalidParameterValue",
    `Value (${AvailabilityZone ?? AvailabilityZoneId}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${[...zones.keys()].join(", ")}.`,
  );
};

export const CreateSubnet = (input: Given<sdk.CreateSubnetRequest>, context: Context): sdk.CreateSubnetResult => {
  const vpc = find(context, "vpcs", input.VpcId);
  const cidr =
    input.CidrBlock ?? refuse("MissingParameter", "Either 'cidrBlock' or 'ipv6CidrBlock' should be provided.");
  const range = parseCidr(cidr);
  if (!range)
    return refuse(
      "InvalidParameterValue",
      `Value (${cidr}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    );
  const inVpc = contains(parseCidr(vpc.cidr) as Range, range);
  if (range.prefix < 16 || range.prefix > 28 || !inVpc) refuse("InvalidSubnet.Range", `The CIDR '${cidr}' is invalid.`);
  const taken = context.state.subnets
    .where(({ vpcId }) => vpcId === vpc.id)
    .find((other) => overlaps(rangeOf(other), range));
  if (taken)
    refuse("InvalidSubnet.Conflict", `The CIDR '${cidr}' conflicts with another subnet: ${taken.id} (${taken.cidr})`);
  const zone = zoneFrom(input);
  const subnet = context.state.subnets.put({
    id: newId("subnet"),
    createdAt: nowIso(context),
    vpcId: vpc.id,
    cidr: toCidr(range),
    zone,
    mapPublicIp: false,
    tags: tagsFor("subnet", input.TagSpecifications),
  });
  return { Subnet: answer(subnet, context) };
};

export const DescribeSubnets = (input: sdk.DescribeSubnetsRequest, context: Context): sdk.DescribeSubnetsResult => {
  const { items, next } = describe(context, "subnets", input.SubnetIds, input, {
    "subnet-id": ({ id }) => id,
    "vpc-id": ({ vpcId }) => vpcId,
    "cidr-block": ({ cidr }) => cidr,
    cidr: ({ cidr }) => cidr,
    "availability-zone": ({ zone }) => zone,
    "availability-zone-id": ({ zone }) => zones.get(zone),
    "available-ip-address-count": (subnet) => freeCount(context, subnet),
    "map-public-ip-on-launch": ({ mapPublicIp }) => mapPublicIp,
    state: () => "available",
    "default-for-az": () => false,
    "owner-id": () => accountId,
  });
  return { Subnets: items.map((subnet) => answer(subnet, context)), ...next };
};

export const ModifySubnetAttribute = (input: Given<sdk.ModifySubnetAttributeRequest>, context: Context): void => {
  const { id } = find(context, "subnets", input.SubnetId);
  const mapPublicIp =
    input.MapPublicIpOnLaunch?.Value ??
    refuse("MissingParameter", "The request must contain the parameter mapPublicIpOnLaunch");
  context.state.subnets.patch(id, { mapPublicIp });
};

export const DeleteSubnet = (input: Given<sdk.DeleteSubnetRequest>, context: Context): void => {
  const { id } = find(context, "subnets", input.SubnetId);
  const { state } = context;
  const inside = state.interfaces.where(({ subnetId }) => subnetId === id);
  if (inside.length > 0) {
    const left = inside.map((row) => row.id).join(", ");
    refuse("DependencyViolation", `The subnet '${id}' has dependencies and cannot be deleted: ${left}`);
  }
  for (const table of state.routeTables.where(({ associations }) =>
    associations.some(({ subnetId }) => subnetId === id),
  )) {
    state.routeTables.patch(table.id, { associations: table.associations.filter(({ subnetId }) => subnetId !== id) });
  }
  state.subnets.remove(id);
};
