import type * as sdk from "@aws-sdk/client-ec2";
import { type Context, type Given, nowIso } from "../context.ts";
import { refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import type { InternetGatewayRecord } from "../records.ts";
import { accountId } from "../zones.ts";
import { describe, find } from "./find.ts";
import { tagList, tagsFor } from "./tags.ts";

const answer = (gateway: InternetGatewayRecord): sdk.InternetGateway => ({
  InternetGatewayId: gateway.id,
  // "available" is what EC2 says of an attached gateway, although it is no word of AttachmentStatus.
  Attachments: gateway.vpcId ? [{ VpcId: gateway.vpcId, State: "available" as sdk.AttachmentStatus }] : [],
  OwnerId: accountId,
  Tags: tagList(gateway.tags),
});

export const CreateInternetGateway = (
  input: sdk.CreateInternetGatewayRequest,
  context: Context,
): sdk.CreateInternetGatewayResult => {
  const tags = tagsFor("internet-gateway", input.TagSpecifications);
  const gateway = context.state.internetGateways.put({
    id: newId("igw"),
    createdAt: nowIso(context),
    vpcId: null,
    tags,
  });
  return { InternetGateway: answer(gateway) };
};

export const AttachInternetGateway = (input: Given<sdk.AttachInternetGatewayRequest>, context: Context): void => {
  const gateway = find(context, "internetGateways", input.InternetGatewayId);
  const vpc = find(context, "vpcs", input.VpcId);
  if (gateway.vpcId) {
    refuse("Resource.AlreadyAssociated", `resource ${gateway.id} is already attached to network ${gateway.vpcId}`);
  }
  const other = context.state.internetGateways.where(({ vpcId }) => vpcId === vpc.id)[0];
  if (other) refuse("InvalidParameterValue", `Network ${vpc.id} already has an internet gateway attached: ${other.id}`);
  context.state.internetGateways.patch(gateway.id, { vpcId: vpc.id });
};

export const DetachInternetGateway = (input: Given<sdk.DetachInternetGatewayRequest>, context: Context): void => {
  const gateway = find(context, "internetGateways", input.InternetGatewayId);
  const vpc = find(context, "vpcs", input.VpcId);
  if (gateway.vpcId !== vpc.id)
    refuse("Gateway.NotAttached", `resource ${gateway.id} is not attached to network ${vpc.id}`);
  const inside = new Set(context.state.interfaces.where(({ vpcId }) => vpcId === vpc.id).map(({ id }) => id));
  const mapped = context.state.addresses.where(({ interfaceId }) => interfaceId !== null && inside.has(interfaceId));
  if (mapped.length > 0) {
    const left = mapped.map(({ publicIp }) => publicIp).join(", ");
    refuse(
      "DependencyViolation",
      `Network ${vpc.id} has some mapped public address(es): ${left}. Please unmap those before detaching the gateway.`,
    );
  }
  context.state.internetGateways.patch(gateway.id, { vpcId: null });
};

export const DeleteInternetGateway = (input: Given<sdk.DeleteInternetGatewayRequest>, context: Context): void => {
  const gateway = find(context, "internetGateways", input.InternetGatewayId);
  if (gateway.vpcId) {
    refuse(
      "DependencyViolation",
      `The internetGateway '${gateway.id}' has dependencies and cannot be deleted: attached to ${gateway.vpcId}`,
    );
  }
  context.state.internetGateways.remove(gateway.id);
};

export const DescribeInternetGateways = (
  input: sdk.DescribeInternetGatewaysRequest,
  context: Context,
): sdk.DescribeInternetGatewaysResult => {
  const { items, next } = describe(context, "internetGateways", input.InternetGatewayIds, input, {
    "internet-gateway-id": ({ id }) => id,
    "attachment.vpc-id": ({ vpcId }) => vpcId,
    "attachment.state": ({ vpcId }) => (vpcId ? "available" : null),
    "owner-id": () => accountId,
  });
  return { InternetGateways: items.map(answer), ...next };
};
