import type * as sdk from "@aws-sdk/client-ec2";
import { type Context, type Given, nowIso } from "../context.ts";
import { refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import type { AddressRecord, NatGatewayRecord } from "../records.ts";
import { describe, find } from "./find.ts";
import { makeInterface } from "./interfaces.ts";
import { tagList, tagsFor } from "./tags.ts";
import { once } from "./tokens.ts";

const answer = (gateway: NatGatewayRecord): sdk.NatGateway => ({
  NatGatewayId: gateway.id,
  VpcId: gateway.vpcId,
  SubnetId: gateway.subnetId,
  State: gateway.state,
  ConnectivityType: gateway.allocationId ? "public" : "private",
  CreateTime: new Date(gateway.createdAt),
  DeleteTime: gateway.deletedAt ? new Date(gateway.deletedAt) : undefined,
  NatGatewayAddresses: [
    {
      AllocationId: gateway.allocationId ?? undefined,
      PublicIp: gateway.publicIp ?? undefined,
      PrivateIp: gateway.privateIp,
      NetworkInterfaceId: gateway.interfaceId,
      IsPrimary: true,
    },
  ],
  Tags: tagList(gateway.tags),
});

const freeAddress = (input: Given<sdk.CreateNatGatewayRequest>, context: Context): AddressRecord | null => {
  const kind = input.ConnectivityType ?? "public";
  if (kind === "private") {
    if (input.AllocationId)
      refuse("InvalidParameterCombination", "AllocationId cannot be given for a private NAT gateway");
    return null;
  }
  if (kind !== "public")
    refuse(
      "InvalidParameterValue",
      `Value (${kind}) for parameter connectivityType is invalid. Allowed: public, private`,
    );
  const id = input.AllocationId ?? refuse("MissingParameter", "The request must contain the parameter AllocationId");
  const address = find(context, "addresses", id);
  if (address.associationId)
    refuse("Resource.AlreadyAssociated", `Elastic IP address [${address.id}] is already associated`);
  return address;
};

const make = (input: Given<sdk.CreateNatGatewayRequest>, context: Context): string => {
  const subnetId = input.SubnetId ?? refuse("MissingParameter", "The request must contain the parameter SubnetId");
  const subnet = find(context, "subnets", subnetId);
  const address = freeAddress(input, context);
  const id = newId("nat");
  const network = makeInterface(context, {
    subnet,
    description: `Interface for NAT Gateway ${id}`,
    kind: "nat_gateway",
    groupIds: [],
    ...(input.PrivateIpAddress ? { privateIp: input.PrivateIpAddress } : {}),
  });
  if (address) {
    context.state.addresses.patch(address.id, {
      associationId: newId("eipassoc"),
      interfaceId: network.id,
      privateIp: network.privateIp,
    });
  }
  context.state.natGateways.put({
    id,
    createdAt: nowIso(context),
    vpcId: subnet.vpcId,
    subnetId: subnet.id,
    interfaceId: network.id,
    allocationId: address?.id ?? null,
    publicIp: address?.publicIp ?? null,
    privateIp: network.privateIp,
    state: "pending",
    deletedAt: null,
    tags: tagsFor("natgateway", input.TagSpecifications),
  });
  return id;
};

export const CreateNatGateway = (
  input: Given<sdk.CreateNatGatewayRequest>,
  context: Context,
): sdk.CreateNatGatewayResult => {
  const [id = ""] = once("CreateNatGateway", input, context, () => [make(input, context)]);
  return { NatGateway: answer(find(context, "natGateways", id)), ClientToken: input.ClientToken };
};

export const DescribeNatGateways = (
  input: sdk.DescribeNatGatewaysRequest,
  context: Context,
): sdk.DescribeNatGatewaysResult => {
  const question = { Filters: input.Filter, MaxResults: input.MaxResults, NextToken: input.NextToken };
  const { items, next } = describe(context, "natGateways", input.NatGatewayIds, question, {
    "nat-gateway-id": ({ id }) => id,
    state: ({ state }) => state,
    "subnet-id": ({ subnetId }) => subnetId,
    "vpc-id": ({ vpcId }) => vpcId,
  });
  return { NatGateways: items.map(answer), ...next };
};

export const DeleteNatGateway = (
  input: Given<sdk.DeleteNatGatewayRequest>,
  context: Context,
): sdk.DeleteNatGatewayResult => {
  const gateway = find(context, "natGateways", input.NatGatewayId);
  if (gateway.state === "pending" || gateway.state === "available")
    context.state.natGateways.patch(gateway.id, { state: "deleting" });
  return { NatGatewayId: gateway.id };
};
