import type * as sdk from "@aws-sdk/client-ec2";
import { type Context, type Given, nowIso } from "../context.ts";
import { AwsError, refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import { type InstanceTypeFacts, instanceTypes } from "../instance-types.ts";
import type { InstanceRecord, PlacementGroupRecord } from "../records.ts";
import { find } from "./find.ts";
import { findImage } from "./images.ts";
import { noteStateChange } from "./instance-state.ts";
import { answerReservation } from "./instances.ts";
import { attachInterfaces, type NetworkPlan, planNetwork } from "./launch-network.ts";
import { attachVolumes, planVolumes } from "./launch-volumes.ts";
import { placeInstance } from "./placement.ts";
import { findGroup } from "./placement-groups.ts";
import { tagsFor } from "./tags.ts";
import { once } from "./tokens.ts";

type Order = Given<sdk.RunInstancesRequest>;

const taggable = ["instance", "volume", "network-interface"];

/** Spot machines that are asked for once and end when they are taken back; the region has no other market. */
const isSpot = ({ InstanceMarketOptions: market }: Order): boolean => {
  if (market === undefined) return false;
  const {
    SpotInstanceType = "one-time",
    InstanceInterruptionBehavior = "terminate",
    ...more
  } = market.SpotOptions ?? {};
  const known =
    market.MarketType === "spot" && SpotInstanceType === "one-time" && InstanceInterruptionBehavior === "terminate";
  if (!known || Object.keys(more).length > 0)
    refuse(
      "UnsupportedOperation",
      "The pocket region has one-time spot machines that are terminated when they are taken back",
    );
  return true;
};

/** What a launch makes and may tag; a request for a spot machine is over as soon as there is one. */
const tagged = (input: Order): string[] => [...taggable, ...(isSpot(input) ? ["spot-instances-request"] : [])];

const typeOf = (input: Order): InstanceTypeFacts => {
  const name = input.InstanceType ?? "m1.small";
  return instanceTypes.get(name) ?? refuse("InvalidParameterValue", `Invalid value '${name}' for InstanceType.`);
};

const checkCounts = ({ MinCount, MaxCount }: Order) => {
  const whole = Number.isInteger(MinCount) && Number.isInteger(MaxCount);
  if (!whole || MinCount < 1)
    refuse(
      "InvalidParameterValue",
      `Value (${MinCount}) for parameter minCount is invalid. It must be a whole number from 1 up.`,
    );
  if (MaxCount < MinCount)
    refuse("InvalidParameterCombination", `maxCount (${MaxCount}) is smaller than minCount (${MinCount}).`);
};

const checkQuota = (context: Context, type: InstanceTypeFacts, count: number) => {
  const limit = context.settings.vcpuQuota[type.quota];
  const running = context.state.instances
    .where(({ state }) => state === "pending" || state === "running")
    .map(({ instanceType }) => instanceTypes.get(instanceType))
    .filter((facts) => facts?.quota === type.quota)
    .reduce((sum, facts) => sum + (facts?.vcpus ?? 0), 0);
  if (running + type.vcpus * count <= limit) return;
  refuse(
    "VcpuLimitExceeded",
    `You have requested more vCPU capacity than your current vCPU limit of ${limit} allows for the instance bucket that the specified instance type belongs to. In use: ${running}.`,
  );
};

const checkedUserData = (text: string | undefined): string | null => {
  if (text === undefined) return null;
  const compact = text.replace(/\s/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact) || compact.length % 4 !== 0)
    refuse("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data.");
  const size = Buffer.from(compact, "base64").length;
  if (size > 16384) refuse("InvalidParameterValue", `User data is limited to 16384 bytes; it has ${size}`);
  return compact;
};

const profileArn = (given: sdk.IamInstanceProfileSpecification | undefined): string | null => {
  if (given?.Arn && given.Name)
    refuse(
      "InvalidParameterCombination",
      "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'",
    );
  if (given?.Arn) return given.Arn;
  return given?.Name ? `arn:aws:iam::000000000000:instance-profile/${given.Name}` : null;
};

const groupOf = (input: Order, context: Context): PlacementGroupRecord | undefined => {
  const { GroupName, GroupId } = input.Placement ?? {};
  if (GroupId) return find(context, "placementGroups", GroupId);
  return GroupName ? findGroup(context, GroupName) : undefined;
};

const checkZone = (input: Order, { subnet }: NetworkPlan) => {
  const asked = input.Placement?.AvailabilityZone;
  if (asked && asked !== subnet.zone) {
    refuse(
      "InvalidParameterValue",
      `The availability zone '${asked}' does not match that of the subnet '${subnet.id}': ${subnet.zone}`,
    );
  }
  const tenancy = input.Placement?.Tenancy ?? "default";
  if (tenancy !== "default")
    refuse("UnsupportedOperation", `Tenancy ${tenancy} is not there in the pocket region. Allowed: default`);
};

const launchOne = (
  input: Order,
  context: Context,
  plan: NetworkPlan,
  reservationId: string,
  index: number,
): InstanceRecord => {
  const image = findImage(context, input.ImageId ?? "");
  const type = typeOf(input);
  const { subnet } = plan;
  const group = groupOf(input, context);
  const place = placeInstance(context, subnet.zone, group, input.Placement?.PartitionNumber);
  const id = newId("i");
  const interfaces = attachInterfaces(
    context,
    plan,
    id,
    tagsFor("network-interface", input.TagSpecifications, tagged(input)),
  );
  const volumes = planVolumes(image, input.BlockDeviceMappings);
  attachVolumes(context, volumes, {
    instanceId: id,
    zone: subnet.zone,
    tags: tagsFor("volume", input.TagSpecifications, tagged(input)),
  });
  const metadata = input.MetadataOptions;
  const instance = context.state.instances.put({
    id,
    createdAt: nowIso(context),
    reservationId,
    launchIndex: index,
    clientToken: input.ClientToken ?? null,
    imageId: image.id,
    imageVersion: image.version,
    instanceType: type.name,
    vpcId: subnet.vpcId,
    subnetId: subnet.id,
    zone: subnet.zone,
    rack: place.rack,
    placementGroupId: group?.id ?? null,
    partition: place.partition,
    privateIp: interfaces[0]?.privateIp ?? "",
    interfaceIds: interfaces.map((row) => row.id),
    userData: checkedUserData(input.UserData),
    profileArn: profileArn(input.IamInstanceProfile),
    keyName: input.KeyName ?? null,
    sourceDestCheck: interfaces[0]?.sourceDestCheck ?? true,
    apiTermination: !input.DisableApiTermination,
    onShutdown: input.InstanceInitiatedShutdownBehavior === "terminate" ? "terminate" : "stop",
    metadata: {
      httpTokens: metadata?.HttpTokens ?? "required",
      hopLimit: metadata?.HttpPutResponseHopLimit ?? 1,
      endpoint: metadata?.HttpEndpoint ?? "enabled",
    },
    monitoring: input.Monitoring?.Enabled ?? false,
    ebsOptimized: input.EbsOptimized ?? false,
    rootDevice: image.rootDevice,
    spot: isSpot(input),
    state: "pending",
    stateReason: null,
    transitionReason: "",
    impaired: false,
    terminatedAt: null,
    tags: tagsFor("instance", input.TagSpecifications, tagged(input)),
  });
  noteStateChange(context, instance);
  return instance;
};

const checkOrder = (input: Order, context: Context): NetworkPlan => {
  checkCounts(input);
  const image = findImage(
    context,
    input.ImageId ?? refuse("MissingParameter", "The request must contain the parameter ImageId"),
  );
  const type = typeOf(input);
  if (type.architecture !== image.architecture) {
    refuse(
      "InvalidParameterValue",
      `The architecture '${type.architecture}' of the specified instance type does not match the architecture '${image.architecture}' of the specified AMI ${image.id}. Specify an instance type and an AMI that have matching architectures.`,
    );
  }
  const plan = planNetwork(context, input);
  checkZone(input, plan);
  context.faults.checkCapacity(plan.subnet.zone, type.name);
  checkQuota(context, type, input.MinCount);
  return plan;
};

/** Launches as many as there is room for, but no fewer than MinCount. */
const launch = (input: Order, context: Context): string[] => {
  const plan = checkOrder(input, context);
  const reservationId = newId("r");
  const made: string[] = [];
  for (let index = 0; index < input.MaxCount; index += 1) {
    try {
      if (index >= input.MinCount) checkQuota(context, typeOf(input), 1);
      made.push(launchOne(input, context, plan, reservationId, index).id);
    } catch (error) {
      const full =
        error instanceof AwsError && ["InsufficientInstanceCapacity", "VcpuLimitExceeded"].includes(error.code);
      if (!full || index < input.MinCount) throw error;
      break;
    }
  }
  return made;
};

export const RunInstances = (input: Order, context: Context): sdk.Reservation => {
  // Both have no effect on a pocket machine: credits are never short, and there is one kind of CPU.
  void [input.CreditSpecification, input.PrivateDnsNameOptions];
  const ids = once("RunInstances", input, context, () => launch(input, context));
  const instances = ids.map((id) => context.state.instances.get(id)).filter((one) => one !== undefined);
  if (instances.length === 0) {
    refuse(
      "IdempotentInstanceTerminated",
      "The request used the same client token as a previous request whose instance has been terminated.",
    );
  }
  return answerReservation(instances, context);
};
