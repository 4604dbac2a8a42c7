import type { Filter } from "@aws-sdk/client-ec2";
import type { Context } from "../context.ts";
import { refuse } from "../errors.ts";
import type { State, Table } from "../state.ts";
import { checkFilters, type FilterTable, matches } from "./filters.ts";
import { type Noun, type NounName, nouns } from "./nouns.ts";
import { page } from "./pages.ts";

type RowOf<Name extends NounName> = State[Name] extends Table<infer Record> ? Record : never;

const checkId = (noun: Noun, id: string): void => {
  const digits = id.slice(noun.prefix.length);
  if (id.startsWith(noun.prefix) && /^([0-9a-f]{8}|[0-9a-f]{17})$/.test(digits)) return;
  refuse(noun.malformed, `Invalid id: "${id}" (expecting "${noun.prefix}...")`);
};

/**
 * The record of an id.
 * @throws AwsError the noun's own NotFound and Malformed codes
 */
export const find = <Name extends NounName>(context: Context, name: Name, id: string): RowOf<Name> => {
  const noun = nouns[name];
  checkId(noun, id);
  const row = (context.state[name] as unknown as Table<RowOf<Name> & { id: string; createdAt: string }>).get(id);
  return row ?? refuse(noun.notFound, `The ${noun.text} '${id}' does not exist`);
};

interface Question {
  Filters?: Filter[] | undefined;
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
}

/** What every Describe action does: by ids or all, those that pass the filters, a page at a time. */
export const describe = <Name extends NounName>(
  context: Context,
  name: Name,
  ids: readonly string[] | undefined,
  question: Question,
  filters: FilterTable<RowOf<Name>>,
): { items: RowOf<Name>[]; next: { NextToken?: string } } => {
  checkFilters(question.Filters, filters, true);
  const hidden = context.faults.hidesNew();
  const noun = nouns[name];
  const seen = (row: RowOf<Name>) => !hidden(row);
  const rows = ids?.length
    ? ids.map((id) => {
        const row = find(context, name, id);
        return seen(row) ? row : refuse(noun.notFound, `The ${noun.text} '${id}' does not exist`);
      })
    : ((context.state[name] as unknown as Table<never>).all() as RowOf<Name>[]).filter(seen);
  return page(
    rows.filter((row) => matches(row, question.Filters, filters)),
    question,
  );
};
