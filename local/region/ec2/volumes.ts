import type * as sdk from "@aws-sdk/client-ec2";
import { type Context, type Given, nowIso } from "../context.ts";
import { refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import type { VolumeRecord } from "../records.ts";
import { zones } from "../zones.ts";
import { describe, find } from "./find.ts";
import { tagList, tagsFor } from "./tags.ts";
import { once } from "./tokens.ts";

/** GiB that a volume of the type may have, and its I/O where the type has a number of its own. */
const types: Record<
  string,
  { least: number; most: number; iops: ((size: number) => number) | null; throughput: number | null }
> = {
  gp3: { least: 1, most: 65536, iops: () => 3000, throughput: 125 },
  gp2: { least: 1, most: 16384, iops: (size) => Math.min(16000, Math.max(100, size * 3)), throughput: null },
  io1: { least: 4, most: 16384, iops: null, throughput: null },
  io2: { least: 4, most: 65536, iops: null, throughput: null },
  st1: { least: 125, most: 16384, iops: () => 0, throughput: null },
  sc1: { least: 125, most: 16384, iops: () => 0, throughput: null },
};

interface VolumeOrder {
  zone: string;
  sizeGiB: number | undefined;
  type: string | undefined;
  iops?: number | undefined;
  throughput?: number | undefined;
  encrypted?: boolean | undefined;
  kmsKeyId?: string | undefined;
  tags: Record<string, string>;
}

/** @throws AwsError UnknownVolumeType, InvalidParameterValue, MissingParameter */
export const makeVolume = (context: Context, order: VolumeOrder): VolumeRecord => {
  const type = order.type ?? "gp2";
  const facts =
    types[type] ??
    refuse(
      "UnknownVolumeType",
      `Unsupported volume type '${type}' for volume creation. Allowed: ${Object.keys(types).join(", ")}`,
    );
  const size = order.sizeGiB ?? refuse("MissingParameter", "The request must contain the parameter size/snapshot");
  if (!Number.isInteger(size) || size < facts.least || size > facts.most) {
    refuse(
      "InvalidParameterValue",
      `Volume of ${size}GiB is invalid for type ${type}: it has ${facts.least} to ${facts.most} GiB`,
    );
  }
  const iops =
    order.iops ??
    (facts.iops
      ? facts.iops(size)
      : refuse("MissingParameter", `The parameter iops must be specified for ${type} volumes.`));
  return context.state.volumes.put({
    id: newId("vol"),
    createdAt: nowIso(context),
    zone: order.zone,
    sizeGiB: size,
    type,
    iops: iops || null,
    throughput: order.throughput ?? facts.throughput,
    encrypted: order.encrypted ?? false,
    kmsKeyId: order.kmsKeyId ?? null,
    snapshotId: null,
    state: "creating",
    attachment: null,
    tags: order.tags,
  });
};

const attachmentOf = ({ id, attachment }: VolumeRecord): sdk.VolumeAttachment | undefined =>
  attachment
    ? {
        VolumeId: id,
        InstanceId: attachment.instanceId,
        Device: attachment.device,
        State: "attached",
        AttachTime: new Date(attachment.attachedAt),
        DeleteOnTermination: attachment.deleteOnTermination,
      }
    : undefined;

const answer = (volume: VolumeRecord): sdk.Volume => {
  const attachment = attachmentOf(volume);
  return {
    VolumeId: volume.id,
    AvailabilityZone: volume.zone,
    AvailabilityZoneId: zones.get(volume.zone),
    Size: volume.sizeGiB,
    VolumeType: volume.type as sdk.VolumeType,
    Iops: volume.iops ?? undefined,
    Throughput: volume.throughput ?? undefined,
    Encrypted: volume.encrypted,
    KmsKeyId: volume.kmsKeyId ?? undefined,
    SnapshotId: volume.snapshotId ?? "",
    State: volume.state,
    CreateTime: new Date(volume.createdAt),
    MultiAttachEnabled: false,
    Attachments: attachment ? [attachment] : [],
    Tags: tagList(volume.tags),
  };
};

export const CreateVolume = (input: Given<sdk.CreateVolumeRequest>, context: Context): sdk.Volume => {
  const make = () => {
    const zone = input.AvailabilityZone ?? [...zones].find(([, id]) => id === input.AvailabilityZoneId)?.[0] ?? "";
    if (!zones.has(zone))
      refuse(
        "InvalidZone.NotFound",
        `The zone '${input.AvailabilityZone ?? input.AvailabilityZoneId}' does not exist.`,
      );
    return makeVolume(context, {
      zone,
      sizeGiB: input.Size,
      type: input.VolumeType,
      iops: input.Iops,
      throughput: input.Throughput,
      encrypted: input.Encrypted,
      kmsKeyId: input.KmsKeyId,
      tags: tagsFor("volume", input.TagSpecifications),
    }).id;
  };
  const [id = ""] = once("CreateVolume", input, context, () => [make()]);
  return answer(find(context, "volumes", id));
};

export const DescribeVolumes = (input: sdk.DescribeVolumesRequest, context: Context): sdk.DescribeVolumesResult => {
  const { items, next } = describe(context, "volumes", input.VolumeIds, input, {
    "volume-id": ({ id }) => id,
    "availability-zone": ({ zone }) => zone,
    size: ({ sizeGiB }) => sizeGiB,
    status: ({ state }) => state,
    "volume-type": ({ type }) => type,
    encrypted: ({ encrypted }) => encrypted,
    "attachment.instance-id": ({ attachment }) => attachment?.instanceId,
    "attachment.device": ({ attachment }) => attachment?.device,
    "attachment.status": ({ attachment }) => (attachment ? "attached" : null),
    "attachment.delete-on-termination": ({ attachment }) => attachment?.deleteOnTermination,
  });
  return { Volumes: items.map(answer), ...next };
};

export const AttachVolume = (input: Given<sdk.AttachVolumeRequest>, context: Context): sdk.VolumeAttachment => {
  const volume = find(context, "volumes", input.VolumeId);
  const instance = find(context, "instances", input.InstanceId);
  const device = input.Device ?? refuse("MissingParameter", "The request must contain the parameter device");
  if (!["running", "stopped"].includes(instance.state))
    refuse("IncorrectState", `Instance '${instance.id}' is not 'running' but '${instance.state}'.`);
  if (volume.zone !== instance.zone) {
    refuse(
      "InvalidVolume.ZoneMismatch",
      `The volume '${volume.id}' is in ${volume.zone}, the instance '${instance.id}' in ${instance.zone}`,
    );
  }
  if (volume.state === "in-use") refuse("VolumeInUse", `${volume.id} is already attached to an instance`);
  if (volume.state !== "available")
    refuse("IncorrectState", `Volume '${volume.id}' is in the '${volume.state}' state.`);
  const taken = context.state.volumes.where(
    ({ attachment }) => attachment?.instanceId === instance.id && attachment.device === device,
  )[0];
  if (taken)
    refuse(
      "InvalidParameterValue",
      `Invalid value '${device}' for unixDevice. Attachment point ${device} is already in use`,
    );
  const attachment = { instanceId: instance.id, device, attachedAt: nowIso(context), deleteOnTermination: false };
  const attached = context.state.volumes.patch(volume.id, { state: "in-use", attachment });
  return { ...attachmentOf(attached), State: "attaching" };
};

export const DetachVolume = (input: Given<sdk.DetachVolumeRequest>, context: Context): sdk.VolumeAttachment => {
  const volume = find(context, "volumes", input.VolumeId);
  const { attachment } = volume;
  if (!attachment) return refuse("IncorrectState", `Volume '${volume.id}' is in the '${volume.state}' state.`);
  if (input.InstanceId !== undefined && input.InstanceId !== attachment.instanceId) {
    refuse("InvalidAttachment.NotFound", `Volume '${volume.id}' is not attached to '${input.InstanceId}'`);
  }
  if (input.Device !== undefined && input.Device !== attachment.device) {
    refuse(
      "InvalidAttachment.NotFound",
      `Volume '${volume.id}' is attached as '${attachment.device}', not '${input.Device}'`,
    );
  }
  const instance = context.state.instances.get(attachment.instanceId);
  if (instance?.rootDevice === attachment.device && instance.state !== "stopped") {
    refuse(
      "OperationNotPermitted",
      `Unable to detach root volume '${volume.id}' from instance '${attachment.instanceId}'`,
    );
  }
  context.state.volumes.patch(volume.id, { state: "available", attachment: null });
  return { ...attachmentOf(volume), State: "detaching" };
};

export const DeleteVolume = (input: Given<sdk.DeleteVolumeRequest>, context: Context): void => {
  const volume = find(context, "volumes", input.VolumeId);
  if (volume.attachment)
    refuse("VolumeInUse", `Volume ${volume.id} is currently attached to ${volume.attachment.instanceId}`);
  if (volume.state === "creating") refuse("IncorrectState", `Volume '${volume.id}' is in the 'creating' state.`);
  context.state.volumes.remove(volume.id);
};
