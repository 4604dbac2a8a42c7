import {
  CreateTagsCommand,
  DescribeImagesCommand,
  type EC2Client,
  type Instance,
  type InstanceStateName,
  ModifyInstanceAttributeCommand,
  paginateDescribeInstances,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import type { Architecture } from "#contract/machine-types.ts";
import { InvalidInput, NotFound, NotYet } from "#core/errors.ts";
import type { Machine, MachineOrder, Machines } from "#core/ports/cloud.ts";
import type { MachineRole } from "#core/ports/machine-role.ts";
import { together } from "#core/together.ts";
import { given } from "./aws-answers.ts";
import { ec2Gone, hasCode, unless } from "./aws-errors.ts";
import { runInstance } from "./machine-launch.ts";
import { racksOf } from "./machine-racks.ts";
import { releaseAddresses, reserveAddresses } from "./member-addresses.ts";
import { ensureSpreadGroups, removeSpreadGroups } from "./spread-groups.ts";
import {
  clusterTag,
  keptTag,
  nodeGroupTag,
  ofCluster,
  operationTag,
  roleTag,
  slotTag,
  tagValue,
  templateTag,
} from "./tags.ts";

const living: InstanceStateName[] = ["pending", "running", "stopping", "stopped"];
const notEnded: InstanceStateName[] = [...living, "shutting-down"];

const find = async (
  ec2: EC2Client,
  clusterIds: string | readonly string[],
  role: MachineRole | undefined,
  states: InstanceStateName[],
): Promise<Instance[]> => {
  const Filters = [
    ...ofCluster(...[clusterIds].flat()).Filters,
    { Name: "instance-state-name", Values: states },
    ...(role ? [{ Name: `tag:${roleTag}`, Values: [role] }] : []),
  ];
  const found: Instance[] = [];
  for await (const { Reservations } of paginateDescribeInstances({ client: ec2 }, { Filters, MaxResults: 1000 }))
    found.push(...(Reservations ?? []).flatMap(({ Instances }) => Instances ?? []));
  return found;
};

const idOf = ({ InstanceId }: Instance): string => given(InstanceId, "the instance's id");

const runs = ({ State }: Instance): boolean => State?.Name === "running";

const roleOf = (instance: Instance): MachineRole => {
  const role = tagValue(instance, roleTag);
  return role === "control-plane" || role === "drill" ? role : "worker";
};

const machine = (instance: Instance, rack?: string): Machine => {
  const nodeGroupId = tagValue(instance, nodeGroupTag);
  const template = tagValue(instance, templateTag);
  const operationId = tagValue(instance, operationTag);
  return {
    instanceId: idOf(instance),
    slot: tagValue(instance, slotTag) ?? "",
    role: roleOf(instance),
    ...(nodeGroupId ? { nodeGroupId } : {}),
    ...(template ? { template: Number(template) } : {}),
    ...(operationId ? { operationId } : {}),
    zone: given(instance.Placement?.AvailabilityZone, "the instance's zone"),
    ...(rack ? { faultDomain: rack } : {}),
    machineType: given(instance.InstanceType, "the instance's type"),
    address: instance.PrivateIpAddress ?? "",
    state: given(instance.State?.Name, "the instance's state"),
    launchedAt: given(instance.LaunchTime, "the instance's launch time").toISOString(),
    ...(tagValue(instance, keptTag) === undefined ? {} : { kept: true as const }),
  };
};

const launch = async (ec2: EC2Client, orders: MachineOrder[], after?: Promise<unknown>): Promise<Machine[]> => {
  const [first] = orders;
  const [found] = await together([first ? find(ec2, first.clusterId, undefined, living) : [], after]);
  return together(
    orders.map(async (order) => {
      const instance = found.find((one) => tagValue(one, slotTag) === order.slot) ?? (await runInstance(ec2, order));
      // Pods' packets carry addresses that are not the machine's. A reserved interface is set so before.
      if (instance.SourceDestCheck !== false && "subnetId" in order.place)
        await ec2.send(
          new ModifyInstanceAttributeCommand({ InstanceId: instance.InstanceId, SourceDestCheck: { Value: false } }),
        );
      return machine(instance);
    }),
  );
};

const rehearse = async (
  ec2: EC2Client,
  { machineType, imageId, count }: { machineType: string; imageId: string; count: number },
): Promise<void> => {
  const InstanceType = machineType as NonNullable<RunInstancesCommandInput["InstanceType"]>;
  const order = { DryRun: true, ImageId: imageId, InstanceType, MinCount: count, MaxCount: count };
  try {
    await ec2.send(new RunInstancesCommand(order));
  } catch (error) {
    // Without a default VPC the cloud cannot say more than this; the launch names a subnet.
    if (hasCode(error, /^DryRunOperation$|^VPCIdNotSpecified$/)) return;
    if (hasCode(error, /^InvalidParameterValue$|^InvalidAMIID\./))
      throw new InvalidInput(`${machineType} cannot be launched: ${(error as Error).message}`, [], { cause: error });
    throw error;
  }
};

const image = async (ec2: EC2Client, version: string, architecture: Architecture): Promise<string> => {
  const Filters = [
    { Name: "architecture", Values: [architecture] },
    { Name: "tag:kubewright:kubernetes-version", Values: [version] },
    { Name: "state", Values: ["available"] },
  ];
  const { Images } = await ec2.send(new DescribeImagesCommand({ Owners: ["self"], Filters }));
  const newest = Images?.toSorted((a, b) => (b.CreationDate ?? "").localeCompare(a.CreationDate ?? ""))[0];
  if (!newest?.ImageId)
    throw new NotFound(
      `there is no machine image for Kubernetes ${version} on ${architecture} in this account and region`,
    );
  return newest.ImageId;
};

/** Ends those of the cluster's machines that are meant. @throws NotYet until they are terminated */
const terminate = async (
  ec2: EC2Client,
  clusterId: string,
  role: MachineRole | undefined,
  isMeant: (instance: Instance) => boolean = () => true,
): Promise<void> => {
  const found = (await find(ec2, clusterId, role, notEnded)).filter(isMeant);
  const toEnd = found.filter(({ State }) => State?.Name !== "shutting-down");
  if (toEnd.length > 0)
    await unless(ec2Gone, ec2.send(new TerminateInstancesCommand({ InstanceIds: toEnd.map(idOf) })));
  if (found.length > 0) throw new NotYet(`${found.length} machines are ending: ${found.map(idOf).join(", ")}`);
};

export const ec2Machines = (ec2: EC2Client): Machines => ({
  image: (version, architecture = "x86_64") => image(ec2, version, architecture),
  rehearse: (order) => rehearse(ec2, order),
  reserveAddresses: (order) => reserveAddresses(ec2, order),
  releaseAddresses: (clusterId, which) => releaseAddresses(ec2, clusterId, which),
  ensureSpreadGroups: (clusterId, names, strategy) => ensureSpreadGroups(ec2, clusterId, names, strategy),
  removeSpreadGroups: (clusterId, names) => removeSpreadGroups(ec2, clusterId, names),
  launch: (orders, after) => launch(ec2, orders, after),
  async list(clusterId, role) {
    const found = await find(ec2, clusterId, role, notEnded);
    const rackOf = await racksOf(ec2, found.filter(runs).map(idOf));
    return found.map((instance) => machine(instance, rackOf.get(idOf(instance))));
  },
  async listEach(clusterIds) {
    if (clusterIds.length === 0) return new Map();
    const found = await find(ec2, clusterIds, undefined, notEnded);
    const rackOf = await racksOf(ec2, found.filter(runs).map(idOf));
    const each = new Map<string, Machine[]>();
    for (const instance of found) {
      const clusterId = given(tagValue(instance, clusterTag), "the instance's cluster");
      each.set(clusterId, [...(each.get(clusterId) ?? []), machine(instance, rackOf.get(idOf(instance)))]);
    }
    return each;
  },
  async keep(clusterId, ids) {
    const found = await find(ec2, clusterId, undefined, living);
    const Resources = found.map(idOf).filter((id) => ids.includes(id));
    const Tags = [{ Key: keptTag, Value: "true" }];
    if (Resources.length > 0) await unless(ec2Gone, ec2.send(new CreateTagsCommand({ Resources, Tags })));
  },
  terminate: (clusterId, role) => terminate(ec2, clusterId, role),
  terminateOnly: (clusterId, ids) => terminate(ec2, clusterId, undefined, (instance) => ids.includes(idOf(instance))),
});
