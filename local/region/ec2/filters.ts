import type { Filter } from "@aws-sdk/client-ec2";
import { refuse } from "../errors.ts";

type Value = string | number | boolean | null | undefined;
/** Filter name → the values a record has for it. */
export type FilterTable<Record> = { [name: string]: (record: Record) => Value | Value[] };

/** `*` stands for any text, `?` for any one character, `\` takes their meaning away. */
const pattern = (wildcard: string): RegExp => {
  const source = wildcard.replace(/\\[*?\\]|[*?]|[.+^${}()|[\]\\]/g, (found) => {
    if (found === "*") return "[^]*";
    if (found === "?") return "[^]";
    return found.length === 2 ? found : `\\${found}`;
  });
  return new RegExp(`^${source}$`);
};

const tagFilter = (name: string): ((tags: Record<string, string>) => Value[]) | undefined => {
  if (name === "tag-key") return (tags) => Object.keys(tags);
  if (!name.startsWith("tag:")) return undefined;
  const key = name.slice("tag:".length);
  return (tags) => (Object.hasOwn(tags, key) ? [tags[key]] : []);
};

/**
 * Whether a record passes: every filter must have one value that fits.
 * @throws AwsError InvalidParameterValue for a filter that the noun does not have
 */
export const matches = <Record extends object>(
  record: Record,
  filters: readonly Filter[] | undefined,
  table: FilterTable<Record>,
): boolean =>
  (filters ?? []).every(({ Name, Values }) => {
    const tagged = "tags" in record ? tagFilter(Name ?? "") : undefined;
    const read = Object.hasOwn(table, Name ?? "") ? table[Name ?? ""] : undefined;
    if (!tagged && !read) refuse("InvalidParameterValue", `The filter '${Name}' is invalid`);
    if (!Values || Values.length === 0)
      refuse("InvalidParameterValue", `The filter '${Name}' must have at least one value`);
    const has = tagged ? tagged((record as { tags: globalThis.Record<string, string> }).tags) : read?.(record);
    const patterns = (Values ?? []).map(pattern);
    return [has]
      .flat()
      .some((value) => value !== null && value !== undefined && patterns.some((wanted) => wanted.test(String(value))));
  });

/** Refuses unknown filters even where there is no record to try them on. */
export const checkFilters = (
  filters: readonly Filter[] | undefined,
  table: FilterTable<never>,
  tagged: boolean,
): void => {
  for (const { Name, Values } of filters ?? []) {
    const known = Object.hasOwn(table, Name ?? "") || (tagged && tagFilter(Name ?? "") !== undefined);
    if (!known) refuse("InvalidParameterValue", `The filter '${Name}' is invalid`);
    if (!Values || Values.length === 0)
      refuse("InvalidParameterValue", `The filter '${Name}' must have at least one value`);
  }
};
