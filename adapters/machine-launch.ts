import { type EC2Client, type Instance, RunInstancesCommand, type RunInstancesCommandInput } from "@aws-sdk/client-ec2";
import { TemporaryFailure } from "#core/errors.ts";
import type { MachineOrder } from "#core/ports/cloud.ts";
import { given } from "./aws-answers.ts";
import { spreadGroupName } from "./spread-groups.ts";
import { clientToken, nodeGroupTag, operationTag, slotTag, specify, tagsOf, templateTag } from "./tags.ts";

const rootDevice = "/dev/xvda";
const etcdDevice = "/dev/sdf";
/** Names of data disks, in their order; node/files knows them too. */
const dataDevices = [..."ghijklmnop"].map((letter) => `/dev/sd${letter}`);

/** A slot is tried anew this often, when the machine that its token stands for has ended. */
const mostLives = 5;

const disk = (device: string, sizeGiB: number) => ({
  DeviceName: device,
  Ebs: { VolumeSize: sizeGiB, VolumeType: "gp3" as const, Encrypted: true, DeleteOnTermination: true },
});

const runOrder = (order: MachineOrder, token: string): RunInstancesCommandInput => {
  const { clusterId, slot, role, place } = order;
  const tags = tagsOf(clusterId, role, {
    [slotTag]: slot,
    [operationTag]: order.operationId,
    ...(order.nodeGroupId ? { [nodeGroupTag]: order.nodeGroupId } : {}),
    ...(order.template === undefined ? {} : { [templateTag]: String(order.template) }),
  });
  const reserved = "networkInterfaceId" in place;
  return {
    MinCount: 1,
    MaxCount: 1,
    ClientToken: token,
    ImageId: order.imageId,
    InstanceType: order.machineType as NonNullable<RunInstancesCommandInput["InstanceType"]>,
    IamInstanceProfile: { Name: order.instanceProfile },
    UserData: Buffer.from(order.userData).toString("base64"),
    // Pods are one hop further away than the machine: they get no answer, so no credentials of the machine.
    MetadataOptions: { HttpTokens: "required", HttpPutResponseHopLimit: 1, HttpEndpoint: "enabled" },
    BlockDeviceMappings: [
      disk(rootDevice, order.rootDiskGiB),
      ...(order.etcdDiskGiB ? [disk(etcdDevice, order.etcdDiskGiB)] : []),
      ...(order.dataDisksGiB ?? []).map((sizeGiB, i) => disk(given(dataDevices[i], "a name for the disk"), sizeGiB)),
    ],
    NetworkInterfaces: reserved
      ? [{ DeviceIndex: 0, NetworkInterfaceId: place.networkInterfaceId }]
      : [
          {
            DeviceIndex: 0,
            SubnetId: place.subnetId,
            Groups: [place.securityGroupId],
            AssociatePublicIpAddress: false,
            DeleteOnTermination: true,
          },
        ],
    TagSpecifications: [
      specify("instance", tags),
      specify("volume", tags),
      // EC2 refuses tags for interfaces when the call makes none; a reserved one has its own.
      ...(reserved ? [] : [specify("network-interface", tags)]),
      ...(order.spot ? [specify("spot-instances-request", tags)] : []),
    ],
    ...(order.endsWhenOff ? { InstanceInitiatedShutdownBehavior: "terminate" as const } : {}),
    ...(order.spot
      ? {
          InstanceMarketOptions: {
            MarketType: "spot",
            SpotOptions: { SpotInstanceType: "one-time", InstanceInterruptionBehavior: "terminate" },
          },
        }
      : {}),
    ...(order.spreadGroup ? { Placement: { GroupName: spreadGroupName(clusterId, order.spreadGroup) } } : {}),
  };
};

/**
 * Starts the machine of a slot. The client token makes a repeat answer with the same machine; when that one has ended since, the
 * next token is a function of it, so that two repeats still agree.
 */
export const runInstance = async (ec2: EC2Client, order: MachineOrder): Promise<Instance> => {
  let after = "";
  for (let life = 0; life < mostLives; life++) {
    const token = clientToken(order.clusterId, order.slot, order.operationId, after);
    const { Instances } = await ec2.send(new RunInstancesCommand(runOrder(order, token)));
    const instance = given(Instances?.[0], "the instance");
    if (instance.State?.Name !== "terminated" && instance.State?.Name !== "shutting-down") return instance;
    after = given(instance.InstanceId, "the instance's id");
  }
  throw new TemporaryFailure(`The machine of slot ${order.slot} ended ${mostLives} times as soon as it was made`);
};
