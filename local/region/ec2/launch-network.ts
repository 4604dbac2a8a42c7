import type * as sdk from "@aws-sdk/client-ec2";
import { type Context, type Given, nowIso } from "../context.ts";
import { refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { instanceTypes } from "../instance-types.ts";
import type { InterfaceRecord, SubnetRecord } from "../records.ts";
import { find } from "./find.ts";
import { makeInterface } from "./interfaces.ts";
import { checkedGroups } from "./security-groups.ts";

interface PlannedInterface {
  device: number;
  subnet: SubnetRecord;
  /** An interface that is there already; else one is made. */
  existing?: string;
  description: string;
  groupIds: string[];
  privateIp?: string;
  deleteOnTermination: boolean;
}

/** The interfaces of the machines to launch; the first one's subnet is the machine's. */
export interface NetworkPlan {
  subnet: SubnetRecord;
  interfaces: PlannedInterface[];
}

type Order = Given<sdk.RunInstancesRequest>;

const planExisting = (
  context: Context,
  id: string,
  given: sdk.InstanceNetworkInterfaceSpecification,
  count: number,
): PlannedInterface => {
  const row = find(context, "interfaces", id);
  if (row.attachment) refuse("InvalidNetworkInterface.InUse", `Interface: [${id}] in use.`);
  if (count > 1)
    refuse("InvalidParameterCombination", `Network interface ${id} cannot be given for more than one instance.`);
  if (given.SubnetId || given.Groups?.length || given.PrivateIpAddress) {
    refuse(
      "InvalidParameterCombination",
      `A network interface ID may not be used with a subnet, groups or a private address: ${id}`,
    );
  }
  return {
    device: given.DeviceIndex ?? 0,
    subnet: find(context, "subnets", row.subnetId),
    existing: row.id,
    description: row.description,
    groupIds: row.groupIds,
    deleteOnTermination: given.DeleteOnTermination ?? false,
  };
};

const planNew = (
  context: Context,
  given: Pick<
    sdk.InstanceNetworkInterfaceSpecification,
    "SubnetId" | "Groups" | "PrivateIpAddress" | "Description" | "DeviceIndex" | "DeleteOnTermination"
  >,
  count: number,
): PlannedInterface => {
  const subnetId =
    given.SubnetId ??
    refuse(
      "VPCIdNotSpecified",
      "No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.",
    );
  const subnet = find(context, "subnets", subnetId);
  if (given.PrivateIpAddress && count > 1)
    refuse(
      "InvalidParameterCombination",
      `The address ${given.PrivateIpAddress} cannot be given to ${count} instances.`,
    );
  return {
    device: given.DeviceIndex ?? 0,
    subnet,
    description: given.Description ?? "",
    groupIds: checkedGroups(context, given.Groups, subnet.vpcId),
    deleteOnTermination: given.DeleteOnTermination ?? true,
    ...(given.PrivateIpAddress ? { privateIp: given.PrivateIpAddress } : {}),
  };
};

/** @throws AwsError InvalidParameterCombination, InvalidNetworkInterface.InUse, the nouns' NotFound codes */
export const planNetwork = (context: Context, input: Order): NetworkPlan => {
  const { SubnetId, SecurityGroupIds, PrivateIpAddress, NetworkInterfaces: given, MaxCount } = input;
  const listed = given?.length ? given : undefined;
  if (listed && (SubnetId || SecurityGroupIds?.length || PrivateIpAddress)) {
    refuse(
      "InvalidParameterCombination",
      "Network interfaces and an instance-level subnet ID, security groups or private address may not be specified on the same request",
    );
  }
  if (listed?.some((one) => one.AssociatePublicIpAddress)) {
    refuse(
      "UnsupportedOperation",
      "AssociatePublicIpAddress is not there in the pocket region; allocate and associate an address",
    );
  }
  const interfaces = listed
    ? listed.map((one) =>
        one.NetworkInterfaceId
          ? planExisting(context, one.NetworkInterfaceId, one, MaxCount)
          : planNew(context, one, MaxCount),
      )
    : [planNew(context, { SubnetId, Groups: SecurityGroupIds, PrivateIpAddress }, MaxCount)];
  interfaces.sort((a, b) => a.device - b.device);
  const first = interfaces[0] as PlannedInterface;
  if (interfaces.some(({ device }, i) => device !== i))
    refuse("InvalidParameterValue", "The device indexes of the network interfaces must be 0, 1, 2 ... without gaps");
  const most = instanceTypes.get(input.InstanceType ?? "")?.maxInterfaces ?? 1;
  if (interfaces.length > most)
    refuse(
      "AttachmentLimitExceeded",
      `Interface count ${interfaces.length} exceeds the limit for ${input.InstanceType}: ${most}`,
    );
  if (interfaces.some(({ subnet }) => subnet.zone !== first.subnet.zone || subnet.vpcId !== first.subnet.vpcId)) {
    refuse("InvalidParameterCombination", "All network interfaces of an instance must be in one VPC and one zone");
  }
  return { subnet: first.subnet, interfaces };
};

/** Makes the planned interfaces, or takes the existing ones, and attaches them to the instance. */
export const attachInterfaces = (
  context: Context,
  { interfaces }: NetworkPlan,
  instanceId: string,
  tags: Record<string, string>,
): InterfaceRecord[] =>
  interfaces.map(({ device, existing, deleteOnTermination, ...order }) => {
    const id = existing ?? makeInterface(context, { ...order, kind: "interface", tags }).id;
    const attachment = {
      id: newId("eni-attach"),
      instanceId,
      device,
      attachedAt: nowIso(context),
      deleteOnTermination,
    };
    return context.state.interfaces.patch(id, { attachment });
  });
