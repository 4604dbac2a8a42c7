import type * as sdk from "@aws-sdk/client-ec2";
import { type Context, nowIso } from "../context.ts";
import { refuse } from "../errors.ts";
import type { ImageFacts } from "./images.ts";
import { makeVolume } from "./volumes.ts";

/** The image's own root volume, changed and added to by what the launch asks for. */
export const planVolumes = (
  image: ImageFacts,
  mappings: readonly sdk.BlockDeviceMapping[] | undefined,
): (sdk.EbsBlockDevice & { device: string })[] => {
  const root = {
    device: image.rootDevice,
    VolumeSize: image.rootGiB,
    VolumeType: "gp3" as const,
    DeleteOnTermination: true,
  };
  const volumes = new Map<string, sdk.EbsBlockDevice & { device: string }>([[image.rootDevice, root]]);
  for (const { DeviceName, Ebs, NoDevice } of mappings ?? []) {
    const device = DeviceName ?? refuse("MissingParameter", "The request must contain the parameter deviceName");
    if (NoDevice !== undefined) volumes.delete(device);
    else volumes.set(device, { ...(volumes.get(device) ?? { DeleteOnTermination: true }), ...Ebs, device });
  }
  if (!volumes.has(image.rootDevice))
    refuse("InvalidBlockDeviceMapping", `The root device ${image.rootDevice} cannot be left out`);
  const small = volumes.get(image.rootDevice)?.VolumeSize ?? 0;
  if (small < image.rootGiB) {
    refuse(
      "InvalidBlockDeviceMapping",
      `Volume of size ${small}GB is smaller than snapshot of the image, expect size >= ${image.rootGiB}GB`,
    );
  }
  return [...volumes.values()];
};

/** Makes the volumes, attached from the start. */
export const attachVolumes = (
  context: Context,
  volumes: ReturnType<typeof planVolumes>,
  to: { instanceId: string; zone: string; tags: Record<string, string> },
): void => {
  for (const { device, ...ebs } of volumes) {
    if (ebs.SnapshotId) refuse("InvalidSnapshot.NotFound", `The snapshot '${ebs.SnapshotId}' does not exist.`);
    const { id } = makeVolume(context, {
      zone: to.zone,
      sizeGiB: ebs.VolumeSize,
      type: ebs.VolumeType,
      iops: ebs.Iops,
      throughput: ebs.Throughput,
      encrypted: ebs.Encrypted,
      kmsKeyId: ebs.KmsKeyId,
      tags: to.tags,
    });
    const deleteOnTermination = ebs.DeleteOnTermination ?? true;
    const attachment = { instanceId: to.instanceId, device, attachedAt: nowIso(context), deleteOnTermination };
    context.state.volumes.patch(id, { state: "in-use", attachment });
  }
};
