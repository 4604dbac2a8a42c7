import type * as sdk from "@aws-sdk/client-ec2";
import { type Context, nowIso } from "../context.ts";
import { refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { toAddress, toNumber } from "../ipv4.ts";
import type { AddressRecord, InterfaceRecord } from "../records.ts";
import { accountId, regionName } from "../zones.ts";
import { describe, find } from "./find.ts";
import { tagList, tagsFor } from "./tags.ts";

/** TEST-NET-3, then TEST-NET-2: "public" addresses that no packet ever reaches, so that none can leave by mistake. */
const pool = ["203.0.113.0", "198.51.100.0"].map((network) => toNumber(network) as number);

const nextPublicIp = ({ state }: Context): string => {
  const used = new Set(state.addresses.all().map(({ publicIp }) => publicIp));
  for (const first of pool) {
    for (let host = 1; host < 255; host += 1) {
      const address = toAddress(first + host);
      if (!used.has(address)) return address;
    }
  }
  return refuse("AddressLimitExceeded", "The maximum number of addresses has been reached.");
};

const attachedTo = ({ state }: Context, address: AddressRecord): InterfaceRecord | undefined =>
  address.interfaceId ? state.interfaces.get(address.interfaceId) : undefined;

const answer = (address: AddressRecord, context: Context): sdk.Address => {
  const of = attachedTo(context, address);
  const bound = of && {
    AssociationId: address.associationId ?? undefined,
    NetworkInterfaceId: of.id,
    NetworkInterfaceOwnerId: accountId,
    PrivateIpAddress: address.privateIp ?? undefined,
    InstanceId: of.attachment?.instanceId ?? undefined,
  };
  return {
    AllocationId: address.id,
    PublicIp: address.publicIp,
    Domain: "vpc",
    PublicIpv4Pool: "amazon",
    NetworkBorderGroup: regionName,
    ...bound,
    Tags: tagList(address.tags),
  };
};

export const AllocateAddress = (input: sdk.AllocateAddressRequest, context: Context): sdk.AllocateAddressResult => {
  if (input.Domain !== undefined && input.Domain !== "vpc") {
    refuse("InvalidParameterValue", `Value (${input.Domain}) for parameter domain is invalid. Allowed: vpc`);
  }
  const address = context.state.addresses.put({
    id: newId("eipalloc"),
    createdAt: nowIso(context),
    publicIp: nextPublicIp(context),
    associationId: null,
    interfaceId: null,
    privateIp: null,
    tags: tagsFor("elastic-ip", input.TagSpecifications),
  });
  return {
    AllocationId: address.id,
    PublicIp: address.publicIp,
    Domain: "vpc",
    PublicIpv4Pool: "amazon",
    NetworkBorderGroup: regionName,
  };
};

export const DescribeAddresses = (
  input: sdk.DescribeAddressesRequest,
  context: Context,
): sdk.DescribeAddressesResult => {
  for (const wanted of input.PublicIps ?? []) {
    if (!context.state.addresses.where(({ publicIp }) => publicIp === wanted)[0]) {
      refuse("InvalidAddress.NotFound", `Address '${wanted}' not found.`);
    }
  }
  const { items } = describe(
    context,
    "addresses",
    input.AllocationIds,
    { Filters: input.Filters },
    {
      "allocation-id": ({ id }) => id,
      "association-id": ({ associationId }) => associationId,
      "public-ip": ({ publicIp }) => publicIp,
      "private-ip-address": ({ privateIp }) => privateIp,
      "network-interface-id": ({ interfaceId }) => interfaceId,
      "instance-id": (address) => attachedTo(context, address)?.attachment?.instanceId,
      domain: () => "vpc",
    },
  );
  const wanted = input.PublicIps?.length ? items.filter(({ publicIp }) => input.PublicIps?.includes(publicIp)) : items;
  return { Addresses: wanted.map((address) => answer(address, context)) };
};

export const ReleaseAddress = (input: sdk.ReleaseAddressRequest, context: Context): void => {
  const id = input.AllocationId ?? refuse("MissingParameter", "The request must contain the parameter AllocationId");
  const address = find(context, "addresses", id);
  if (address.associationId)
    refuse("InvalidIPAddress.InUse", `Address ${address.publicIp} is in use by ${address.interfaceId}.`);
  context.state.addresses.remove(address.id);
};

const targetOf = (input: sdk.AssociateAddressRequest, context: Context): InterfaceRecord => {
  if (input.NetworkInterfaceId) return find(context, "interfaces", input.NetworkInterfaceId);
  const instanceId =
    input.InstanceId ?? refuse("MissingParameter", "Either instance ID or network interface id must be specified");
  const instance = find(context, "instances", instanceId);
  if (!["pending", "running", "stopped"].includes(instance.state)) {
    refuse("IncorrectInstanceState", `The instance '${instance.id}' is in state '${instance.state}'`);
  }
  return find(context, "interfaces", instance.interfaceIds[0] ?? "");
};

export const AssociateAddress = (input: sdk.AssociateAddressRequest, context: Context): sdk.AssociateAddressResult => {
  const id = input.AllocationId ?? refuse("MissingParameter", "The request must contain the parameter AllocationId");
  const address = find(context, "addresses", id);
  const target = targetOf(input, context);
  if (!context.state.internetGateways.where(({ vpcId }) => vpcId === target.vpcId)[0]) {
    refuse("Gateway.NotAttached", `Network ${target.vpcId} is not attached to any internet gateway`);
  }
  if (address.interfaceId && address.interfaceId !== target.id && input.AllowReassociation === false) {
    refuse("Resource.AlreadyAssociated", `resource ${address.id} is already associated with ${address.interfaceId}`);
  }
  if (address.interfaceId === target.id) return { AssociationId: address.associationId ?? undefined };
  const associationId = newId("eipassoc");
  const privateIp = input.PrivateIpAddress ?? target.privateIp;
  // An interface carries one public address: the former one is set free.
  for (const { id: former } of context.state.addresses.where(({ interfaceId }) => interfaceId === target.id))
    release(context, former);
  context.state.addresses.patch(address.id, { associationId, interfaceId: target.id, privateIp });
  return { AssociationId: associationId };
};

const release = (context: Context, id: string): void =>
  void context.state.addresses.patch(id, { associationId: null, interfaceId: null, privateIp: null });

/** The interface is going: its public address stays allocated, but belongs to nothing. */
export const releaseAddressesOf = (context: Context, interfaceId: string): void => {
  for (const { id } of context.state.addresses.where((address) => address.interfaceId === interfaceId))
    release(context, id);
};

export const DisassociateAddress = (input: sdk.DisassociateAddressRequest, context: Context): void => {
  const wanted =
    input.AssociationId ?? refuse("MissingParameter", "The request must contain the parameter AssociationId");
  const address =
    context.state.addresses.where(({ associationId }) => associationId === wanted)[0] ??
    refuse("InvalidAssociationID.NotFound", `The association ID '${wanted}' does not exist`);
  if (attachedTo(context, address)?.requesterManaged) {
    refuse(
      "AuthFailure",
      `You do not have permission to access the specified resource: ${address.interfaceId} is managed by AWS`,
    );
  }
  release(context, address.id);
};
