import {
  type Address,
  DescribeAddressesCommand,
  type EC2Client,
  type Instance,
  type NatGateway,
  paginateDescribeInstances,
  paginateDescribeNatGateways,
  paginateDescribeVolumes,
  type Volume,
} from "@aws-sdk/client-ec2";
import type { ElasticLoadBalancingV2Client, LoadBalancer } from "@aws-sdk/client-elastic-load-balancing-v2";
import { machineLife, secondOf, type UsageKind } from "#core/billing/usage.ts";
import type { Estate, SeenUsage } from "#core/ports/ledger.ts";
import type { Clock } from "#core/ports/state.ts";
import { together } from "#core/together.ts";
import { given } from "./aws-answers.ts";
import { ec2Gone, hasCode } from "./aws-errors.ts";
import { findLoadBalancer } from "./elb-load-balancers.ts";
import { clusterTag, madeAtTag, nodeGroupTag, ofCluster, roleTag, type Tagged, tagValue } from "./tags.ts";

type Ended = NonNullable<SeenUsage["ended"]>;

/**
 * When somebody ended or stopped the machine; EC2 tells no time where nobody has.
 * Source: Amazon EC2 API Reference, Instance, "stateTransitionReason": `User initiated (2026-01-01 00:00:00 GMT)`.
 */
const transitionAt = ({ StateTransitionReason = "" }: Instance): string | undefined => {
  const [, day, time] = /\((\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (?:GMT|UTC)\)/.exec(StateTransitionReason) ?? [];
  return day === undefined ? undefined : secondOf(`${day}T${time}Z`);
};

/**
 * It went from pending to terminated and was never billed.
 * Source: Amazon EC2 User Guide, "Troubleshoot Amazon EC2 instance launch issues": Instance terminates immediately.
 */
const neverRan = ({ State, StateReason }: Instance): boolean =>
  State?.Name === "terminated" &&
  /^Client\.(VolumeLimitExceeded|InvalidSnapshot\.NotFound|InternalError)|^Server\.InsufficientInstanceCapacity|on launch$/.test(
    `${StateReason?.Code ?? ""}: ${StateReason?.Message ?? ""}`,
  );

/** What a machine is for, as the bill has it. */
const partOf = (tagged: Tagged): string =>
  tagValue(tagged, nodeGroupTag) ?? (tagValue(tagged, roleTag) === "drill" ? "drill" : "control-plane");

const usage = (
  clusterId: string,
  kind: UsageKind,
  priceKey: string,
  of: { id: string | undefined; start: Date | string | undefined; part?: string; quantity?: number; ended?: Ended },
): SeenUsage => {
  const resourceId = given(of.id, `the id of a ${kind}`);
  const start = secondOf(given(of.start, `when a ${kind} was made`));
  return {
    usageId: kind === "machine" ? machineLife(resourceId, start) : resourceId,
    ...{ clusterId, resourceId, kind, priceKey, start, quantity: of.quantity ?? 1, part: of.part ?? "network" },
    ...(of.ended ? { ended: of.ended } : {}),
  };
};

/** From its launch on, once it runs; not while it stops or stands. Source: Amazon EC2 pricing, On-Demand. */
const machine = (clusterId: string, instance: Instance): SeenUsage[] => {
  const state = instance.State?.Name;
  if (state === "pending" || neverRan(instance)) return [];
  const { InstanceId: id, LaunchTime: start, InstanceType, InstanceLifecycle, Placement } = instance;
  const spot = InstanceLifecycle === "spot";
  const key = `machine/${given(InstanceType, "the machine's type")}/${spot ? "spot" : "on-demand"}`;
  const zone = spot ? { zone: given(Placement?.AvailabilityZone, "the machine's zone") } : {};
  const stands = state === "stopping" || state === "stopped" ? { stands: true as const } : {};
  const ended = state === "running" ? {} : { ended: { at: transitionAt(instance), ...stands } };
  return [{ ...usage(clusterId, "machine", key, { id, start, part: partOf(instance), ...ended }), ...zone }];
};

const volume = (clusterId: string, one: Volume): SeenUsage[] => {
  if (one.State === "deleting" || one.State === "deleted") return [];
  const [attached] = one.Attachments ?? [];
  const { VolumeId: id, CreateTime: start, VolumeType, Size } = one;
  const seen = usage(clusterId, "volume", `volume/${given(VolumeType, "the volume's type")}`, {
    ...{ id, start, part: partOf(one), quantity: given(Size, "the volume's size") },
  });
  const loose = one.State === "available" ? { loose: true as const } : {};
  const { InstanceId } = attached?.DeleteOnTermination ? attached : {};
  return [{ ...seen, ...loose, ...(InstanceId === undefined ? {} : { machineId: InstanceId }) }];
};

/** One that could not be made costs nothing. */
const natGateway = (clusterId: string, one: NatGateway): SeenUsage[] => {
  const { NatGatewayId: id, CreateTime: start, DeleteTime, State } = one;
  if (State === "failed") return [];
  const ended =
    State === "deleting" || State === "deleted" ? { ended: { at: DeleteTime && secondOf(DeleteTime) } } : {};
  return [usage(clusterId, "nat-gateway", "nat-gateway", { id, start, ...ended })];
};

const publicAddress = "address/public-ipv4";

/** EC2 keeps no time of its making; the tag does. */
const address = (clusterId: string, one: Address, now: string): SeenUsage =>
  usage(clusterId, "address", publicAddress, { id: one.AllocationId, start: tagValue(one, madeAtTag) ?? now });

/** An internet-facing balancer has an address in each of its zones. */
const balancer = (clusterId: string, one: LoadBalancer): SeenUsage[] => {
  const { LoadBalancerArn: id, CreatedTime: start, Scheme, AvailabilityZones = [] } = one;
  const addresses = Scheme === "internet-facing" ? AvailabilityZones.length : 0;
  return [
    usage(clusterId, "load-balancer", "load-balancer/network", { id, start }),
    ...(addresses > 0
      ? [usage(clusterId, "address", publicAddress, { id: `${id}/addresses`, start, quantity: addresses })]
      : []),
  ];
};

const all = async <Page, Item>(pages: AsyncIterable<Page>, itemsOf: (page: Page) => Item[]): Promise<Item[]> => {
  const items: Item[] = [];
  for await (const page of pages) items.push(...itemsOf(page));
  return items;
};

/** What AWS bills of clusters, as far as EC2 and Elastic Load Balancing show it. Data that flows is not in it. */
export const awsEstate = (
  { ec2, elb }: { ec2: EC2Client; elb: ElasticLoadBalancingV2Client },
  clock: Clock,
): Estate => ({
  async look(clusterId) {
    const mine = { ...ofCluster(clusterId), MaxResults: 1000 };
    const now = clock.now();
    const [instances, volumes, gateways, addresses, loadBalancer] = await together([
      all(paginateDescribeInstances({ client: ec2 }, mine), ({ Reservations = [] }) =>
        Reservations.flatMap(({ Instances = [] }) => Instances),
      ),
      all(paginateDescribeVolumes({ client: ec2 }, mine), ({ Volumes = [] }) => Volumes),
      all(
        paginateDescribeNatGateways({ client: ec2 }, { Filter: ofCluster(clusterId).Filters }),
        ({ NatGateways = [] }) => NatGateways,
      ),
      ec2.send(new DescribeAddressesCommand(ofCluster(clusterId))),
      findLoadBalancer(elb, clusterId),
    ]);
    return [
      ...instances.flatMap((one) => machine(clusterId, one)),
      ...volumes.flatMap((one) => volume(clusterId, one)),
      ...gateways.flatMap((one) => natGateway(clusterId, one)),
      ...(addresses.Addresses ?? []).map((one) => address(clusterId, one, now)),
      ...(loadBalancer ? balancer(clusterId, loadBalancer) : []),
    ];
  },

  async lookAtMachine(instanceId) {
    const ofIt = { Filters: [{ Name: "attachment.instance-id", Values: [instanceId] }] };
    try {
      const [[instance], volumes] = await together([
        all(paginateDescribeInstances({ client: ec2 }, { InstanceIds: [instanceId] }), ({ Reservations = [] }) =>
          Reservations.flatMap(({ Instances = [] }) => Instances),
        ),
        all(paginateDescribeVolumes({ client: ec2 }, ofIt), ({ Volumes = [] }) => Volumes),
      ]);
      const clusterId = instance && tagValue(instance, clusterTag);
      if (!instance || clusterId === undefined) return undefined;
      const seen = volumes
        .filter((one) => tagValue(one, clusterTag) === clusterId)
        .flatMap((one) => volume(clusterId, one));
      return { clusterId, seen: [...machine(clusterId, instance), ...seen] };
    } catch (error) {
      if (hasCode(error, ec2Gone)) return undefined;
      throw error;
    }
  },
});
