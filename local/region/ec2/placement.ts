import type { Context } from "../context.ts";
import { AwsError, refuse } from "../errors.ts";
import type { InstanceRecord, PlacementGroupRecord } from "../records.ts";
import { racksOf } from "../zones.ts";

const spreadLimit = 7;

export interface Place {
  rack: string;
  partition: number | null;
}

const takesRoom = ({ state }: InstanceRecord) =>
  state === "pending" || state === "running" || state === "shutting-down" || state === "stopping";

const noRoom = (why: string): never =>
  refuse(
    "InsufficientInstanceCapacity",
    `We currently do not have sufficient capacity to meet the placement group's rule: ${why}`,
    500,
  );

const emptiest = (racks: readonly string[], others: readonly InstanceRecord[]): string | undefined => {
  const load = (rack: string) => others.filter((other) => other.rack === rack).length;
  return [...racks].sort((a, b) => load(a) - load(b))[0];
};

const placeSpread = (zone: string, members: readonly InstanceRecord[], others: readonly InstanceRecord[]): Place => {
  if (members.length >= spreadLimit) noRoom(`at most ${spreadLimit} running instances of a spread group in ${zone}`);
  const taken = new Set(members.map(({ rack }) => rack));
  const rack = emptiest(
    racksOf(zone).filter((candidate) => !taken.has(candidate)),
    others,
  );
  return rack ? { rack, partition: null } : noRoom(`no rack left in ${zone}`);
};

/** Partition p of n has every n-th rack of each zone, so that two partitions never share one. */
const placePartition = (
  zone: string,
  partitions: number,
  wanted: number | undefined,
  members: readonly InstanceRecord[],
  others: readonly InstanceRecord[],
): Place => {
  if (wanted !== undefined && (!Number.isInteger(wanted) || wanted < 1 || wanted > partitions)) {
    refuse(
      "InvalidParameterValue",
      `Value (${wanted}) for parameter partitionNumber is invalid. The group has partitions 1 to ${partitions}.`,
    );
  }
  const size = (partition: number) => members.filter((member) => member.partition === partition).length;
  const numbers = Array.from({ length: partitions }, (_, i) => i + 1);
  const partition = wanted ?? numbers.sort((a, b) => size(a) - size(b))[0] ?? 1;
  const racks = racksOf(zone).filter((_, i) => (i % partitions) + 1 === partition);
  return { rack: emptiest(racks, others) ?? noRoom(`no rack for partition ${partition} in ${zone}`), partition };
};

/**
 * The rack for one more instance, by the rule of its placement group.
 * @throws AwsError InsufficientInstanceCapacity when the rule leaves no room
 */
export const placeInstance = (
  { state }: Context,
  zone: string,
  group: PlacementGroupRecord | undefined,
  wantedPartition: number | undefined,
): Place => {
  const others = state.instances.where((other) => other.zone === zone && takesRoom(other));
  const members = others.filter(({ placementGroupId }) => group !== undefined && placementGroupId === group.id);
  if (group?.strategy === "spread") return placeSpread(zone, members, others);
  if (group?.strategy === "partition")
    return placePartition(zone, group.partitions ?? 1, wantedPartition, members, others);
  if (wantedPartition !== undefined) {
    throw new AwsError(
      "InvalidParameterCombination",
      "A partition number needs a placement group with the partition strategy.",
    );
  }
  const beside = group ? members[0]?.rack : undefined;
  return { rack: beside ?? (emptiest(racksOf(zone), others) as string), partition: null };
};
