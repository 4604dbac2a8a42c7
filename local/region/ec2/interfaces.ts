import type * as sdk from "@aws-sdk/client-ec2";
import { type Context, type Given, nowIso } from "../context.ts";
import { refuse } from "../errors.ts";
import { newId, newMacAddress } from "../ids.ts";
import type { InterfaceRecord, SubnetRecord } from "../records.ts";
import { accountId } from "../zones.ts";
import { releaseAddressesOf } from "./addresses.ts";
import { describe, find } from "./find.ts";
import { checkedGroups } from "./security-groups.ts";
import { takeAddress } from "./subnets.ts";
import { tagList, tagsFor } from "./tags.ts";
import { once } from "./tokens.ts";

interface InterfaceOrder {
  subnet: SubnetRecord;
  description: string;
  kind: InterfaceRecord["kind"];
  groupIds: string[];
  privateIp?: string;
  tags?: Record<string, string>;
}

/** Makes an interface with the wanted or the subnet's next free address. */
export const makeInterface = (context: Context, order: InterfaceOrder): InterfaceRecord => {
  const { subnet, kind } = order;
  const requesterManaged = kind !== "interface";
  const attachment = {
    id: newId("ela-attach"),
    instanceId: null,
    device: 1,
    attachedAt: nowIso(context),
    deleteOnTermination: false,
  };
  return context.state.interfaces.put({
    id: newId("eni"),
    createdAt: nowIso(context),
    vpcId: subnet.vpcId,
    subnetId: subnet.id,
    zone: subnet.zone,
    privateIp: takeAddress(context, subnet, order.privateIp),
    macAddress: newMacAddress(),
    description: order.description,
    groupIds: order.groupIds,
    // What forwards for others cannot check that it is the source or destination itself.
    sourceDestCheck: kind !== "nat_gateway",
    kind,
    requesterManaged,
    attachment: requesterManaged ? attachment : null,
    tags: order.tags ?? {},
  });
};

/** Takes an interface away for good. */
export const removeInterface = (context: Context, id: string): void => {
  releaseAddressesOf(context, id);
  context.state.interfaces.remove(id);
};

const statusOf = ({ attachment }: InterfaceRecord) => (attachment ? "in-use" : "available");

/** The private DNS name EC2 gives an address. */
export const privateDnsName = (address: string): string => `ip-${address.replaceAll(".", "-")}.ec2.internal`;

const associationOf = ({ state }: Context, id: string): sdk.NetworkInterfaceAssociation | undefined => {
  const address = state.addresses.where(({ interfaceId }) => interfaceId === id)[0];
  if (!address) return undefined;
  const { associationId, publicIp } = address;
  return {
    AllocationId: address.id,
    AssociationId: associationId ?? undefined,
    PublicIp: publicIp,
    IpOwnerId: accountId,
  };
};

export const groupsOf = ({ state }: Context, ids: readonly string[]): sdk.GroupIdentifier[] =>
  ids.map((id) => ({ GroupId: id, GroupName: state.securityGroups.get(id)?.name }));

const answer = (row: InterfaceRecord, context: Context): sdk.NetworkInterface => {
  const { attachment } = row;
  const Association = associationOf(context, row.id);
  return {
    NetworkInterfaceId: row.id,
    VpcId: row.vpcId,
    SubnetId: row.subnetId,
    AvailabilityZone: row.zone,
    Description: row.description,
    OwnerId: accountId,
    RequesterManaged: row.requesterManaged,
    // The SDK spells it natGateway, EC2 itself answers nat_gateway.
    InterfaceType: row.kind as sdk.NetworkInterfaceType,
    Status: statusOf(row),
    MacAddress: row.macAddress,
    PrivateIpAddress: row.privateIp,
    PrivateDnsName: privateDnsName(row.privateIp),
    PrivateIpAddresses: [
      { PrivateIpAddress: row.privateIp, Primary: true, PrivateDnsName: privateDnsName(row.privateIp), Association },
    ],
    SourceDestCheck: row.sourceDestCheck,
    Groups: groupsOf(context, row.groupIds),
    Ipv6Addresses: [],
    Association,
    Attachment: attachment
      ? {
          AttachmentId: attachment.id,
          InstanceId: attachment.instanceId ?? undefined,
          InstanceOwnerId: attachment.instanceId ? accountId : "amazon-aws",
          DeviceIndex: attachment.device,
          Status: "attached",
          AttachTime: new Date(attachment.attachedAt),
          DeleteOnTermination: attachment.deleteOnTermination,
        }
      : undefined,
    TagSet: tagList(row.tags),
  };
};

export const CreateNetworkInterface = (
  input: Given<sdk.CreateNetworkInterfaceRequest>,
  context: Context,
): sdk.CreateNetworkInterfaceResult => {
  const make = () => {
    const subnet = find(context, "subnets", input.SubnetId);
    const fixed = input.PrivateIpAddresses?.find(({ Primary }) => Primary)?.PrivateIpAddress ?? input.PrivateIpAddress;
    if ((input.PrivateIpAddresses?.length ?? 0) > 1) {
      refuse("UnsupportedOperation", "Secondary private addresses are not there in the pocket region");
    }
    return makeInterface(context, {
      subnet,
      description: input.Description ?? "",
      kind: "interface",
      groupIds: checkedGroups(context, input.Groups, subnet.vpcId),
      tags: tagsFor("network-interface", input.TagSpecifications),
      ...(fixed ? { privateIp: fixed } : {}),
    }).id;
  };
  const [id = ""] = once("CreateNetworkInterface", input, context, () => [make()]);
  return { NetworkInterface: answer(find(context, "interfaces", id), context), ClientToken: input.ClientToken };
};

export const DescribeNetworkInterfaces = (
  input: sdk.DescribeNetworkInterfacesRequest,
  context: Context,
): sdk.DescribeNetworkInterfacesResult => {
  const { items, next } = describe(context, "interfaces", input.NetworkInterfaceIds, input, {
    "network-interface-id": ({ id }) => id,
    "vpc-id": ({ vpcId }) => vpcId,
    "subnet-id": ({ subnetId }) => subnetId,
    "availability-zone": ({ zone }) => zone,
    "private-ip-address": ({ privateIp }) => privateIp,
    "addresses.private-ip-address": ({ privateIp }) => privateIp,
    description: ({ description }) => description,
    "group-id": ({ groupIds }) => groupIds,
    "interface-type": ({ kind }) => kind,
    "mac-address": ({ macAddress }) => macAddress,
    "requester-managed": ({ requesterManaged }) => requesterManaged,
    status: statusOf,
    "attachment.instance-id": ({ attachment }) => attachment?.instanceId,
    "attachment.attachment-id": ({ attachment }) => attachment?.id,
    "attachment.device-index": ({ attachment }) => attachment?.device,
    "attachment.delete-on-termination": ({ attachment }) => attachment?.deleteOnTermination,
    "source-dest-check": ({ sourceDestCheck }) => sourceDestCheck,
    "owner-id": () => accountId,
  });
  return { NetworkInterfaces: items.map((row) => answer(row, context)), ...next };
};

export const DeleteNetworkInterface = (input: Given<sdk.DeleteNetworkInterfaceRequest>, context: Context): void => {
  const row = find(context, "interfaces", input.NetworkInterfaceId);
  if (row.requesterManaged) {
    refuse("AuthFailure", `You do not have permission to delete ${row.id}: it is managed by AWS (${row.description})`);
  }
  if (row.attachment)
    refuse(
      "InvalidParameterValue",
      `Network interface '${row.id}' is currently in use by ${row.attachment.instanceId}.`,
    );
  removeInterface(context, row.id);
};

export const ModifyNetworkInterfaceAttribute = (
  input: Given<sdk.ModifyNetworkInterfaceAttributeRequest>,
  context: Context,
): void => {
  const row = find(context, "interfaces", input.NetworkInterfaceId);
  const check = input.SourceDestCheck?.Value;
  const attachment =
    row.attachment && input.Attachment?.DeleteOnTermination !== undefined
      ? { ...row.attachment, deleteOnTermination: input.Attachment.DeleteOnTermination }
      : row.attachment;
  context.state.interfaces.patch(row.id, {
    attachment,
    ...(input.Groups ? { groupIds: checkedGroups(context, input.Groups, row.vpcId) } : {}),
    ...(check === undefined ? {} : { sourceDestCheck: check }),
    ...(input.Description?.Value === undefined ? {} : { description: input.Description.Value }),
  });
};
