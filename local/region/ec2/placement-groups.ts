import type * as sdk from "@aws-sdk/client-ec2";
import { type Context, type Given, nowIso } from "../context.ts";
import { refuse } from "../errors.ts";
import { newId } from "../ids.ts";
import type { PlacementGroupRecord } from "../records.ts";
import { accountId, regionName } from "../zones.ts";
import { describe } from "./find.ts";
import { tagList, tagsFor } from "./tags.ts";

const mostPartitions = 7;

const answer = (group: PlacementGroupRecord): sdk.PlacementGroup => ({
  GroupId: group.id,
  GroupName: group.name,
  GroupArn: `arn:aws:ec2:${regionName}:${accountId}:placement-group/${group.name}`,
  Strategy: group.strategy,
  State: "available",
  PartitionCount: group.partitions ?? undefined,
  SpreadLevel: group.strategy === "spread" ? "rack" : undefined,
  Tags: tagList(group.tags),
});

const named = ({ state }: Context, name: string): PlacementGroupRecord | undefined =>
  state.placementGroups.where((group) => group.name === name)[0];

/** @throws AwsError InvalidPlacementGroup.Unknown */
export const findGroup = (context: Context, name: string): PlacementGroupRecord =>
  named(context, name) ?? refuse("InvalidPlacementGroup.Unknown", `The Placement Group '${name}' is unknown.`);

const strategyOf = (given: string | undefined): PlacementGroupRecord["strategy"] => {
  const strategy = given ?? "cluster";
  if (strategy === "spread" || strategy === "partition" || strategy === "cluster") return strategy;
  return refuse(
    "InvalidParameterValue",
    `Value (${strategy}) for parameter strategy is invalid. Allowed: cluster, spread, partition`,
  );
};

export const CreatePlacementGroup = (
  input: sdk.CreatePlacementGroupRequest,
  context: Context,
): sdk.CreatePlacementGroupResult => {
  const name = input.GroupName ?? refuse("MissingParameter", "The request must contain the parameter groupName");
  const strategy = strategyOf(input.Strategy);
  const count = input.PartitionCount;
  if (count !== undefined && (strategy !== "partition" || count < 1 || count > mostPartitions)) {
    refuse(
      "InvalidParameterValue",
      `Value (${count}) for parameter partitionCount is invalid. Partition groups have 1 to ${mostPartitions}.`,
    );
  }
  if (input.SpreadLevel !== undefined && input.SpreadLevel !== "rack") {
    refuse("InvalidParameterValue", `Value (${input.SpreadLevel}) for parameter spreadLevel is invalid. Allowed: rack`);
  }
  if (named(context, name)) refuse("InvalidPlacementGroup.Duplicate", `The Placement Group '${name}' already exists.`);
  const group = context.state.placementGroups.put({
    id: newId("pg"),
    createdAt: nowIso(context),
    name,
    strategy,
    partitions: strategy === "partition" ? (count ?? 2) : null,
    tags: tagsFor("placement-group", input.TagSpecifications),
  });
  return { PlacementGroup: answer(group) };
};

export const DescribePlacementGroups = (
  input: sdk.DescribePlacementGroupsRequest,
  context: Context,
): sdk.DescribePlacementGroupsResult => {
  const byName = (input.GroupNames ?? []).map((name) => findGroup(context, name).id);
  const ids = [...byName, ...(input.GroupIds ?? [])];
  const { items } = describe(
    context,
    "placementGroups",
    ids,
    { Filters: input.Filters },
    {
      "group-name": ({ name }) => name,
      "group-arn": (group) => answer(group).GroupArn,
      strategy: ({ strategy }) => strategy,
      state: () => "available",
      "spread-level": ({ strategy }) => (strategy === "spread" ? "rack" : null),
    },
  );
  return { PlacementGroups: items.map(answer) };
};

export const DeletePlacementGroup = (input: Given<sdk.DeletePlacementGroupRequest>, context: Context): void => {
  const group = findGroup(context, input.GroupName);
  const members = context.state.instances.where(
    (one) => one.placementGroupId === group.id && one.state !== "terminated",
  );
  if (members.length > 0) {
    refuse(
      "InvalidPlacementGroup.InUse",
      `The placement group '${group.name}' is in use by ${members.map(({ id }) => id).join(", ")}`,
    );
  }
  context.state.placementGroups.remove(group.id);
};
