import type * as sdk from "@aws-sdk/client-ec2";
import { type Context, type Given, nowIso } from "../context.ts";
import { refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { parseCidr, type Range, toCidr } from "../ipv4.ts";
import type { VpcRecord } from "../records.ts";
import { accountId } from "../zones.ts";
import { dependants } from "./dependants.ts";
import { describe, find } from "./find.ts";
import { makeMainRouteTable } from "./route-tables.ts";
import { makeDefaultGroup } from "./security-groups.ts";
import { tagList, tagsFor } from "./tags.ts";

const answer = (vpc: VpcRecord): sdk.Vpc => ({
  VpcId: vpc.id,
  CidrBlock: vpc.cidr,
  State: "available",
  IsDefault: false,
  InstanceTenancy: "default",
  DhcpOptionsId: "default",
  OwnerId: accountId,
  CidrBlockAssociationSet: [
    {
      AssociationId: vpc.id.replace("vpc-", "vpc-cidr-assoc-"),
      CidrBlock: vpc.cidr,
      CidrBlockState: { State: "associated" },
    },
  ],
  Ipv6CidrBlockAssociationSet: [],
  Tags: tagList(vpc.tags),
});

const checkedRange = (cidr: string): Range => {
  const range = parseCidr(cidr);
  if (!range)
    return refuse(
      "InvalidParameterValue",
      `Value (${cidr}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    );
  if (range.prefix < 16 || range.prefix > 28)
    refuse("InvalidVpc.Range", `The CIDR '${cidr}' is invalid. Its size must be from /16 to /28.`);
  return range;
};

export const CreateVpc = (input: sdk.CreateVpcRequest, context: Context): sdk.CreateVpcResult => {
  if (!input.CidrBlock) return refuse("MissingParameter", "The request must contain the parameter cidrBlock");
  const range = checkedRange(input.CidrBlock);
  const tenancy = input.InstanceTenancy ?? "default";
  if (tenancy !== "default")
    refuse("UnsupportedOperation", `Instance tenancy ${tenancy} is not there in the pocket region. Allowed: default`);
  const vpc = context.state.vpcs.put({
    id: newId("vpc"),
    createdAt: nowIso(context),
    cidr: toCidr(range),
    dnsSupport: true,
    dnsHostnames: false,
    tags: tagsFor("vpc", input.TagSpecifications),
  });
  makeMainRouteTable(context, vpc);
  makeDefaultGroup(context, vpc.id);
  return { Vpc: answer(vpc) };
};

export const DescribeVpcs = (input: sdk.DescribeVpcsRequest, context: Context): sdk.DescribeVpcsResult => {
  const { items, next } = describe(context, "vpcs", input.VpcIds, input, {
    "vpc-id": ({ id }) => id,
    cidr: ({ cidr }) => cidr,
    "cidr-block-association.cidr-block": ({ cidr }) => cidr,
    state: () => "available",
    "is-default": () => false,
    "owner-id": () => accountId,
  });
  return { Vpcs: items.map(answer), ...next };
};

export const DeleteVpc = (input: Given<sdk.DeleteVpcRequest>, context: Context): void => {
  const { id } = find(context, "vpcs", input.VpcId);
  const { state } = context;
  const left = dependants(context, id);
  if (left.length > 0) {
    refuse("DependencyViolation", `The vpc '${id}' has dependencies and cannot be deleted: ${left.join(", ")}`);
  }
  for (const table of state.routeTables.where(({ vpcId }) => vpcId === id)) state.routeTables.remove(table.id);
  for (const group of state.securityGroups.where(({ vpcId }) => vpcId === id)) state.securityGroups.remove(group.id);
  state.vpcs.remove(id);
};

export const ModifyVpcAttribute = (input: Given<sdk.ModifyVpcAttributeRequest>, context: Context): void => {
  const { id } = find(context, "vpcs", input.VpcId);
  const support = input.EnableDnsSupport?.Value;
  const hostnames = input.EnableDnsHostnames?.Value;
  const given = [support, hostnames].filter((value) => value !== undefined);
  if (given.length !== 1)
    refuse(
      "InvalidParameterCombination",
      "Exactly one attribute must be given at a time: enableDnsSupport or enableDnsHostnames",
    );
  if (support !== undefined) context.state.vpcs.patch(id, { dnsSupport: support });
  if (hostnames !== undefined) context.state.vpcs.patch(id, { dnsHostnames: hostnames });
};

export const DescribeVpcAttribute = (
  input: Given<sdk.DescribeVpcAttributeRequest>,
  context: Context,
): sdk.DescribeVpcAttributeResult => {
  const vpc = find(context, "vpcs", input.VpcId);
  if (input.Attribute === "enableDnsSupport") return { VpcId: vpc.id, EnableDnsSupport: { Value: vpc.dnsSupport } };
  if (input.Attribute === "enableDnsHostnames")
    return { VpcId: vpc.id, EnableDnsHostnames: { Value: vpc.dnsHostnames } };
  return refuse(
    "InvalidParameterValue",
    `Value (${input.Attribute}) for parameter attribute is invalid. Allowed: enableDnsSupport, enableDnsHostnames`,
  );
};
