import type * as sdk from "@aws-sdk/client-ec2";
import type { Context } from "../context.ts";
import { grouped } from "../grouped.ts";
import { instanceTypes } from "../instance-types.ts";
import type { InstanceRecord, InterfaceRecord } from "../records.ts";
import { accountId } from "../zones.ts";
import type { FilterTable } from "./filters.ts";
import { describe } from "./find.ts";
import { stateOf } from "./instance-state.ts";
import { groupsOf, privateDnsName } from "./interfaces.ts";
import { tagList } from "./tags.ts";

const isGone = ({ state }: InstanceRecord) => state === "terminated";

const publicIpOf = ({ state }: Context, interfaceId: string | undefined): string | undefined =>
  state.addresses.where((address) => interfaceId !== undefined && address.interfaceId === interfaceId)[0]?.publicIp;

const interfaceAnswer = (row: InterfaceRecord, context: Context): sdk.InstanceNetworkInterface => ({
  NetworkInterfaceId: row.id,
  Description: row.description,
  InterfaceType: row.kind,
  MacAddress: row.macAddress,
  OwnerId: accountId,
  PrivateIpAddress: row.privateIp,
  PrivateDnsName: privateDnsName(row.privateIp),
  PrivateIpAddresses: [
    { Primary: true, PrivateIpAddress: row.privateIp, PrivateDnsName: privateDnsName(row.privateIp) },
  ],
  SourceDestCheck: row.sourceDestCheck,
  Status: "in-use",
  SubnetId: row.subnetId,
  VpcId: row.vpcId,
  Groups: groupsOf(context, row.groupIds),
  Attachment: row.attachment
    ? {
        AttachmentId: row.attachment.id,
        DeviceIndex: row.attachment.device,
        Status: "attached",
        AttachTime: new Date(row.attachment.attachedAt),
        DeleteOnTermination: row.attachment.deleteOnTermination,
      }
    : undefined,
});

/** What a terminated instance has no longer. */
const networkOf = (instance: InstanceRecord, context: Context): Partial<sdk.Instance> => {
  if (isGone(instance)) return { PrivateDnsName: "", PublicDnsName: "", NetworkInterfaces: [], SecurityGroups: [] };
  const rows = instance.interfaceIds.map((id) => context.state.interfaces.get(id)).filter((row) => row !== undefined);
  return {
    VpcId: instance.vpcId,
    SubnetId: instance.subnetId,
    PrivateIpAddress: instance.privateIp,
    PrivateDnsName: privateDnsName(instance.privateIp),
    PublicIpAddress: publicIpOf(context, instance.interfaceIds[0]),
    PublicDnsName: "",
    SourceDestCheck: instance.sourceDestCheck,
    SecurityGroups: groupsOf(context, rows[0]?.groupIds ?? []),
    NetworkInterfaces: rows.map((row) => interfaceAnswer(row, context)),
  };
};

const volumesOf = ({ state }: Context, id: string): sdk.InstanceBlockDeviceMapping[] =>
  state.volumes
    .where(({ attachment }) => attachment?.instanceId === id)
    .map((volume) => ({
      DeviceName: volume.attachment?.device,
      Ebs: {
        VolumeId: volume.id,
        Status: "attached",
        AttachTime: new Date(volume.attachment?.attachedAt ?? volume.createdAt),
        DeleteOnTermination: volume.attachment?.deleteOnTermination,
      },
    }));

const answer = (instance: InstanceRecord, context: Context): sdk.Instance => {
  const facts = instanceTypes.get(instance.instanceType);
  const group = instance.placementGroupId ? context.state.placementGroups.get(instance.placementGroupId) : undefined;
  return {
    InstanceId: instance.id,
    ImageId: instance.imageId,
    InstanceType: instance.instanceType as sdk._InstanceType,
    InstanceLifecycle: instance.spot ? "spot" : undefined,
    State: stateOf(instance.state),
    StateReason: instance.stateReason
      ? { Code: instance.stateReason.code, Message: instance.stateReason.message }
      : undefined,
    StateTransitionReason: instance.transitionReason,
    AmiLaunchIndex: instance.launchIndex,
    ClientToken: instance.clientToken ?? "",
    LaunchTime: new Date(instance.createdAt),
    KeyName: instance.keyName ?? undefined,
    Architecture: facts?.architecture,
    CpuOptions: facts && {
      CoreCount: Math.max(1, facts.vcpus / facts.threadsPerCore),
      ThreadsPerCore: facts.threadsPerCore,
    },
    EbsOptimized: instance.ebsOptimized,
    EnaSupport: true,
    Hypervisor: "xen",
    VirtualizationType: "hvm",
    RootDeviceName: instance.rootDevice,
    RootDeviceType: "ebs",
    BlockDeviceMappings: volumesOf(context, instance.id),
    IamInstanceProfile: instance.profileArn ? { Arn: instance.profileArn } : undefined,
    MetadataOptions: {
      State: "applied",
      HttpTokens: instance.metadata.httpTokens as sdk.HttpTokensState,
      HttpPutResponseHopLimit: instance.metadata.hopLimit,
      HttpEndpoint: instance.metadata.endpoint as sdk.InstanceMetadataEndpointState,
    },
    Monitoring: { State: instance.monitoring ? "enabled" : "disabled" },
    Placement: {
      AvailabilityZone: instance.zone,
      GroupName: group?.name ?? "",
      GroupId: group?.id,
      PartitionNumber: instance.partition ?? undefined,
      Tenancy: "default",
    },
    ...networkOf(instance, context),
    Tags: tagList(instance.tags),
  };
};

/** Instances of one reservation, as RunInstances and DescribeInstances list them. */
export const answerReservation = (instances: readonly InstanceRecord[], context: Context): sdk.Reservation => ({
  ReservationId: instances[0]?.reservationId,
  OwnerId: accountId,
  Groups: [],
  Instances: instances.map((instance) => answer(instance, context)),
});

const filtersFor = (context: Context): FilterTable<InstanceRecord> => {
  const present =
    <Value>(read: (instance: InstanceRecord) => Value) =>
    (instance: InstanceRecord) =>
      isGone(instance) ? null : read(instance);
  return {
    "instance-id": ({ id }) => id,
    "instance-state-name": ({ state }) => state,
    "instance-state-code": ({ state }) => stateOf(state).Code,
    "instance-lifecycle": ({ spot }) => (spot ? "spot" : null),
    "instance-type": ({ instanceType }) => instanceType,
    "image-id": ({ imageId }) => imageId,
    "availability-zone": ({ zone }) => zone,
    "client-token": ({ clientToken }) => clientToken,
    "reservation-id": ({ reservationId }) => reservationId,
    "key-name": ({ keyName }) => keyName,
    "iam-instance-profile.arn": ({ profileArn }) => profileArn,
    "launch-time": ({ createdAt }) => createdAt,
    "owner-id": () => accountId,
    "placement-group-name": ({ placementGroupId }) => context.state.placementGroups.get(placementGroupId ?? "")?.name,
    "placement-partition-number": ({ partition }) => partition,
    "vpc-id": present(({ vpcId }) => vpcId),
    "subnet-id": present(({ subnetId }) => subnetId),
    "private-ip-address": present(({ privateIp }) => privateIp),
    "private-dns-name": present(({ privateIp }) => privateDnsName(privateIp)),
    "ip-address": present(({ interfaceIds }) => publicIpOf(context, interfaceIds[0])),
    "source-dest-check": present(({ sourceDestCheck }) => sourceDestCheck),
    "network-interface.network-interface-id": present(({ interfaceIds }) => interfaceIds),
    "network-interface.subnet-id": present(({ interfaceIds }) =>
      interfaceIds.map((id) => context.state.interfaces.get(id)?.subnetId),
    ),
    "network-interface.addresses.private-ip-address": present(({ interfaceIds }) =>
      interfaceIds.map((id) => context.state.interfaces.get(id)?.privateIp),
    ),
    "instance.group-id": present(({ interfaceIds }) =>
      interfaceIds.flatMap((id) => context.state.interfaces.get(id)?.groupIds ?? []),
    ),
    "block-device-mapping.volume-id": ({ id }) => volumesOf(context, id).map(({ Ebs }) => Ebs?.VolumeId),
  };
};

export const DescribeInstances = (
  input: sdk.DescribeInstancesRequest,
  context: Context,
): sdk.DescribeInstancesResult => {
  const { items, next } = describe(context, "instances", input.InstanceIds, input, filtersFor(context));
  const reservations = grouped(items, ({ reservationId }) => reservationId);
  return { Reservations: reservations.map((instances) => answerReservation(instances, context)), ...next };
};
