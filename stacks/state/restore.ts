import { setTimeout as pass } from "node:timers/promises";
import { tableKeys } from "../data-stack.ts";
import { bringBack } from "./bring-back.ts";
import type { Doors } from "./doors.ts";
import type { Item, StateTable } from "./state-table.ts";

export interface RestoreOrder {
  live: StateTable;
  restored: StateTable;
  /** Name of the restored table. */
  name: string;
  doors: Doors;
  say: (line: string) => void;
  /** For how long workflows that are at work are waited for. */
  patienceSeconds: number;
  now?: () => number;
  wait?: (milliseconds: number) => Promise<unknown>;
}

const lookEvery = 5_000;

/** On record in the live table once all has been brought back: from then on it changes again, and a repeat would undo that. */
const markOf = (name: string): Item => ({
  [tableKeys.partition]: { S: "SERVICE" },
  [tableKeys.sort]: { S: `RESTORED#${name}` },
});

const untilQuiet = async (order: RestoreOrder): Promise<void> => {
  const { doors, say, patienceSeconds, now = Date.now, wait = pass } = order;
  const seconds = await doors.close();
  say(`closed to callers and events; functions that are at work have ${seconds} s to end`);
  const quietAt = now() + seconds * 1000;
  const deadline = now() + patienceSeconds * 1000;
  let told = "";
  for (;;) {
    const busy = await doors.busy();
    if (busy.length === 0 && now() >= quietAt) return;
    if (busy.length > 0 && now() >= deadline)
      throw new Error(
        `still at work: ${busy.join(", ")}; the service stays closed. Run this again to go on, stop these executions to be faster, or open the service as it is by --open`,
      );
    if (busy.length > 0 && busy.join() !== told) say(`waiting for ${busy.join(", ")}`);
    told = busy.join();
    await wait(Math.min(lookEvery, Math.max(1, quietAt - now(), busy.length > 0 ? lookEvery : 0)));
  }
};

/** Since when all of a restored table has been brought back. */
export const broughtBackAt = async (live: StateTable, name: string): Promise<string | undefined> => {
  const [mark] = await live.like([markOf(name)]);
  return mark?.["at"]?.S;
};

/**
 * Brings the service's state back to what a restored table holds. The service is closed meanwhile, and open again at the end. It may die
 * anywhere: run again, it goes on, and once all has been brought back it only opens.
 * @throws Conflict, Error for workflows that do not end; the service stays closed then
 */
export const restoreState = async (order: RestoreOrder): Promise<void> => {
  const { live, name, doors, say, now = Date.now } = order;
  const before = await broughtBackAt(live, name);
  if (before === undefined) {
    await untilQuiet(order);
    const { put, removed, same, kept } = await bringBack(order, true);
    await live.put({ ...markOf(name), at: { S: new Date(now()).toISOString() } }, undefined);
    say(`${put} items put, ${removed} taken away, ${same} as they were, ${kept} of no tenant kept`);
  } else
    say(
      `all of ${name} was brought back on ${before}, and is not again; restore under another name to do it once more`,
    );
  await doors.open();
  say("open again");
};
