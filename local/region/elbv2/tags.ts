import type * as sdk from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Context, Given } from "../context.ts";
import { refuse } from "../errors.ts";
import type { Tagged } from "../records.ts";
import type { Table } from "../state.ts";

export const tagsFrom = (tags: readonly sdk.Tag[] | undefined): Record<string, string> => {
  const seen = new Set<string | undefined>();
  for (const { Key } of tags ?? []) {
    if (!Key || Key.startsWith("aws:")) refuse("ValidationError", `The tag key '${Key}' is not valid`);
    if (seen.has(Key)) refuse("DuplicateTagKeys", `A tag key was specified more than once: ${Key}`);
    seen.add(Key);
  }
  if (seen.size > 50) refuse("TooManyTags", "The limit on the number of tags per resource is 50");
  return Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key, Value ?? ""]));
};

const tableOf = ({ state }: Context, arn: string): Table<Tagged> => {
  const tables = [state.loadBalancers, state.targetGroups, state.listenersOfBalancers] as unknown as Table<Tagged>[];
  const table = tables.find((candidate) => candidate.get(arn));
  if (table) return table;
  if (arn.includes(":targetgroup/"))
    return refuse("TargetGroupNotFound", `One or more target groups not found: ${arn}`);
  if (arn.includes(":listener/")) return refuse("ListenerNotFound", `One or more listeners not found: ${arn}`);
  return refuse("LoadBalancerNotFound", `One or more load balancers not found: ${arn}`);
};

export const AddTags = (input: Given<sdk.AddTagsInput>, context: Context): sdk.AddTagsOutput => {
  const added = tagsFrom(input.Tags);
  for (const arn of input.ResourceArns) {
    const table = tableOf(context, arn);
    table.patch(arn, { tags: { ...table.get(arn)?.tags, ...added } });
  }
  return {};
};

export const RemoveTags = (input: Given<sdk.RemoveTagsInput>, context: Context): sdk.RemoveTagsOutput => {
  for (const arn of input.ResourceArns) {
    const table = tableOf(context, arn);
    const kept = Object.entries(table.get(arn)?.tags ?? {}).filter(([key]) => !input.TagKeys.includes(key));
    table.patch(arn, { tags: Object.fromEntries(kept) });
  }
  return {};
};

export const DescribeTags = (input: Given<sdk.DescribeTagsInput>, context: Context): sdk.DescribeTagsOutput => ({
  TagDescriptions: input.ResourceArns.map((arn) => ({
    ResourceArn: arn,
    Tags: Object.entries(tableOf(context, arn).get(arn)?.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
  })),
});
