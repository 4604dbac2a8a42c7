import { isDeepStrictEqual } from "node:util";
import { isOver, type OperationStatus } from "#contract/states.ts";
import { tableKeys } from "../data-stack.ts";
import { type Item, keyOf, type StateTable } from "./state-table.ts";

/** What became of the service's state. */
export interface BroughtBack {
  put: number;
  removed: number;
  same: number;
  /** Of no tenant: read from AWS since, and true all the same. */
  kept: number;
  /** Clusters that were made since: nothing knows of their machines any more. */
  forgotten: string[];
  /** Clusters that have gone since: they are on record again, and there is nothing behind it. */
  returned: string[];
  /** Operations that were open then. */
  open: string[];
}

/** What belongs to no tenant: what the region offers, and prices. */
const isService = (item: Item): boolean => item[tableKeys.partition]?.S === "SERVICE";

const textOf = (item: Item | undefined, name: string): string => item?.[name]?.S ?? "";
const isCluster = (item: Item): boolean => textOf(item, tableKeys.sort).startsWith("CLUSTER#");
const lives = (item: Item | undefined): boolean => item !== undefined && textOf(item, "state") !== "deleted";
const nameOf = (item: Item): string =>
  `${textOf(item, "clusterId")} (${textOf(item, "name")} of tenant ${textOf(item, "tenantId")})`;

/**
 * Makes the live table what the restored one is, item by item: what differs is put, and what was not there is taken away. What belongs to
 * no tenant is only added to. Any number of runs ends with the same, wherever one has died before.
 * @param write false: nothing is written, and only told what would be
 * @throws Conflict when somebody else writes to the live table
 */
export const bringBack = async (
  { live, restored }: { live: StateTable; restored: StateTable },
  write: boolean,
): Promise<BroughtBack> => {
  const told: BroughtBack = { put: 0, removed: 0, same: 0, kept: 0, forgotten: [], returned: [], open: [] };
  for await (const page of restored.pages()) {
    const there = new Map((await live.like(page)).map((item) => [keyOf(item), item]));
    for (const item of page) {
      const before = there.get(keyOf(item));
      if (isCluster(item) && lives(item) && !lives(before)) told.returned.push(nameOf(item));
      if (textOf(item, tableKeys.sort).startsWith("OPERATION#") && !isOver(textOf(item, "status") as OperationStatus))
        told.open.push(`${textOf(item, "operationId")} (${textOf(item, "kind")})`);
      if (isDeepStrictEqual(item, before)) told.same++;
      else if (before && isService(item)) told.kept++;
      else {
        if (write) await live.put(item, before);
        told.put++;
      }
    }
  }
  for await (const page of live.pages()) {
    const then = new Set((await restored.like(page)).map(keyOf));
    for (const item of page) {
      if (then.has(keyOf(item))) continue;
      if (isService(item)) told.kept++;
      else {
        if (isCluster(item) && lives(item)) told.forgotten.push(nameOf(item));
        if (write) await live.remove(item);
        told.removed++;
      }
    }
  }
  return told;
};
