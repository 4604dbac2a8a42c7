import type * as sdk from "@aws-sdk/client-ec2";
import type { Context, Given } from "../context.ts";
import { refuse } from "../errors.ts";
import type { Tagged } from "../records.ts";
import type { Table } from "../state.ts";
import { matches } from "./filters.ts";
import { kindOf } from "./nouns.ts";
import { page } from "./pages.ts";

const limit = 50;

const checkTag = (key: string | undefined, value: string | undefined) => {
  if (!key) refuse("InvalidParameterValue", "Tag key cannot be null or empty");
  else if (key.length > 127)
    refuse("InvalidParameterValue", `Tag key exceeds the maximum length of 127 characters: ${key}`);
  else if (key.startsWith("aws:"))
    refuse("InvalidParameterValue", `Tag keys starting with 'aws:' are reserved for internal use: ${key}`);
  if ((value ?? "").length > 255)
    refuse("InvalidParameterValue", `Tag value exceeds the maximum length of 255 characters: ${value}`);
};

const checkedTags = (given: readonly sdk.Tag[]): Record<string, string> => {
  const tags: Record<string, string> = {};
  for (const { Key, Value } of given) {
    checkTag(Key, Value);
    if (Object.hasOwn(tags, Key as string)) refuse("InvalidParameterValue", `Duplicate tag key '${Key}' specified.`);
    tags[Key as string] = Value ?? "";
  }
  if (Object.keys(tags).length > limit)
    refuse("TagLimitExceeded", `The maximum number of Tags for a resource has been reached: ${limit}`);
  return tags;
};

/**
 * Tags for a resource about to be made.
 * @param kinds the resource types that the action may tag, as TagSpecifications names them
 */
export const tagsFor = (
  kind: string,
  specifications: readonly sdk.TagSpecification[] | undefined,
  kinds: readonly string[] = [kind],
): Record<string, string> => {
  let tags: readonly sdk.Tag[] = [];
  for (const { ResourceType, Tags } of specifications ?? []) {
    if (!ResourceType || !kinds.includes(ResourceType)) {
      refuse(
        "InvalidParameterValue",
        `'${ResourceType}' is not a valid taggable resource type for this operation. Valid: ${kinds.join(", ")}`,
      );
    }
    if (ResourceType === kind) tags = tags.concat(Tags ?? []);
  }
  return checkedTags(tags);
};

/** As answers carry them. */
export const tagList = (tags: Record<string, string>): sdk.Tag[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

const tableOf = (context: Context, id: string): Table<Tagged> => {
  const kind = kindOf(id) ?? refuse("InvalidID", `The ID '${id}' is not valid`);
  const table = context.state.taggable().find((candidate) => candidate.get(id));
  return table ?? refuse(kind.notFound, `The ${kind.text} '${id}' does not exist`);
};

export const CreateTags = (input: Given<sdk.CreateTagsRequest>, context: Context): void => {
  const added = checkedTags(input.Tags);
  for (const id of input.Resources) {
    const table = tableOf(context, id);
    const tags = { ...table.get(id)?.tags, ...added };
    if (Object.keys(tags).length > limit)
      refuse("TagLimitExceeded", `The maximum number of Tags for a resource has been reached: ${limit}`);
    table.patch(id, { tags });
  }
};

export const DeleteTags = (input: Given<sdk.DeleteTagsRequest>, context: Context): void => {
  for (const id of input.Resources) {
    const table = tableOf(context, id);
    const tags = { ...table.get(id)?.tags };
    // Without tags all of them go; a value given limits the removal to that value.
    const removed = input.Tags ?? Object.keys(tags).map((Key) => ({ Key, Value: undefined }));
    for (const { Key, Value } of removed) {
      if (Key !== undefined && (Value === undefined || tags[Key] === Value)) delete tags[Key];
    }
    table.patch(id, { tags });
  }
};

export const DescribeTags = (input: sdk.DescribeTagsRequest, context: Context): sdk.DescribeTagsResult => {
  const all = context.state.taggable().flatMap((table) =>
    table.all().flatMap((row) =>
      Object.entries(row.tags).map(([key, value]) => ({
        id: row.id,
        kind: kindOf(row.id)?.type ?? "",
        key,
        value,
      })),
    ),
  );
  const wanted = all
    .filter(({ kind }) => kind !== "")
    .filter((row) =>
      matches(row, input.Filters, {
        "resource-id": ({ id }) => id,
        "resource-type": ({ kind }) => kind,
        key: ({ key }) => key,
        value: ({ value }) => value,
      }),
    );
  const { items, next } = page(wanted, input);
  const Tags = items.map(({ id, kind, key, value }) => ({
    ResourceId: id,
    ResourceType: kind as sdk.ResourceType,
    Key: key,
    Value: value,
  }));
  return { Tags, ...next };
};
