import { isDeepStrictEqual } from "node:util";
import { expect, test } from "@jest/globals";
import { bringBack } from "./bring-back.ts";
import type { Doors } from "./doors.ts";
import { restoreState } from "./restore.ts";
import { Conflict, type Item, keyOf, type StateTable } from "./state-table.ts";

const item = (sk: string, more: Record<string, string> = {}, pk = "TENANT#a"): Item => ({
  ...Object.fromEntries(Object.entries(more).map(([name, S]) => [name, { S }])),
  ...{ pk: { S: pk }, sk: { S: sk } },
});
const cluster = (clusterId: string, state: string): Item =>
  item(`CLUSTER#${clusterId}`, { clusterId, state, name: clusterId, tenantId: "a" });

const then = [
  cluster("stays", "running"),
  cluster("goes", "running"),
  item("OPERATION#1", { operationId: "1", kind: "cluster.create", status: "running" }),
  item("QUOTA#clusters", { used: "2" }),
  item("CATALOG", { at: "then" }, "SERVICE"),
  item("PRICE#1", { usd: "1" }, "SERVICE"),
];
const since = [
  cluster("stays", "degraded"),
  cluster("goes", "deleted"),
  cluster("comes", "running"),
  item("OPERATION#1", { operationId: "1", kind: "cluster.create", status: "succeeded" }),
  item("OPERATION#2", { operationId: "2", kind: "cluster.create", status: "succeeded" }),
  item("QUOTA#clusters", { used: "2" }),
  item("CATALOG", { at: "now" }, "SERVICE"),
  item("PRICE#2", { usd: "2" }, "SERVICE"),
];
const back = [...then.slice(0, 4), ...since.slice(-2), item("PRICE#1", { usd: "1" }, "SERVICE")];

/** Counts what is asked for, and dies of one of it: before it has had its effect, or after. */
class Dying {
  private readonly at: number;
  private readonly after: boolean;
  calls = 0;
  constructor(at = 0, after = false) {
    this.at = at;
    this.after = after;
  }
  async call<Answer>(effect: () => Answer): Promise<Answer> {
    this.calls += 1;
    if (this.calls === this.at && !this.after) throw new Error("it has died");
    const answer = effect();
    if (this.calls === this.at) throw new Error("it has died");
    return answer;
  }
}

const tableOf = (items: Map<string, Item>, dying = new Dying()): StateTable => ({
  async *pages() {
    yield await dying.call(() => [...items.values()].slice(0, 3));
    yield await dying.call(() => [...items.values()].slice(3));
  },
  like: (some) => dying.call(() => some.map((one) => items.get(keyOf(one))).filter((one) => one !== undefined)),
  put: (one, before) =>
    dying.call(() => {
      if (!isDeepStrictEqual(items.get(keyOf(one)), before)) throw new Conflict("written meanwhile");
      items.set(keyOf(one), one);
    }),
  remove: (before) =>
    dying.call(() => {
      const there = items.get(keyOf(before));
      if (there && !isDeepStrictEqual(there, before)) throw new Conflict("written meanwhile");
      items.delete(keyOf(before));
    }),
});
const holding = (items: Item[]): Map<string, Item> => new Map(items.map((one) => [keyOf(one), one]));

/** Two functions, each open or closed. */
const doorsOf = (closed: Set<string>, dying = new Dying(), busy: string[][] = []): Doors => ({
  close: async () => {
    for (const name of ["api", "events"]) await dying.call(() => closed.add(name));
    return 0;
  },
  busy: () => dying.call(() => busy.shift() ?? []),
  open: async () => {
    for (const name of ["api", "events"]) await dying.call(() => closed.delete(name));
  },
});

const said: string[] = [];
const order = { name: "restored", say: (line: string) => said.push(line), patienceSeconds: 60, wait: async () => {} };
const withoutMark = (items: Map<string, Item>) =>
  [...items.values()].filter(({ sk }) => !sk?.S?.startsWith("RESTORED")).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
const sorted = (items: Item[]) => withoutMark(holding(items));

test("what differs is put, what was not there is taken away, and what belongs to no tenant is only added to", async () => {
  const items = holding(since);
  const tables = { live: tableOf(items), restored: tableOf(holding(then)) };
  const told = await bringBack(tables, false);
  expect(withoutMark(items)).toEqual(sorted(since));
  expect(told).toEqual({
    ...{ put: 4, removed: 2, same: 1, kept: 2 },
    ...{
      forgotten: ["comes (comes of tenant a)"],
      returned: ["goes (goes of tenant a)"],
      open: ["1 (cluster.create)"],
    },
  });
  expect(await bringBack(tables, true)).toEqual(told);
  expect(withoutMark(items)).toEqual(sorted(back));
  expect(await bringBack(tables, true)).toMatchObject({ put: 0, removed: 0 });
});

test("it may die at any call, before or after its effect, and be run again: it ends the same, and open", async () => {
  const counting = new Dying();
  const run = (items: Map<string, Item>, closed: Set<string>, dying: Dying) =>
    restoreState({
      ...order,
      ...{ live: tableOf(items, dying), restored: tableOf(holding(then), dying), doors: doorsOf(closed, dying) },
    });
  await run(holding(since), new Set(), counting);
  expect(counting.calls).toBeGreaterThan(20);
  for (let at = 1; at <= counting.calls; at++)
    for (const after of [false, true]) {
      const [items, closed] = [holding(since), new Set<string>()];
      await expect(run(items, closed, new Dying(at, after))).rejects.toThrow("it has died");
      // Nothing is written before all is closed, and nothing is open again before all is written.
      const isBack = isDeepStrictEqual(withoutMark(items), sorted(back));
      const isAsBefore = isDeepStrictEqual(withoutMark(items), sorted(since));
      expect({ at, after, closed: closed.size, fine: isBack || isAsBefore || closed.size === 2 }).toMatchObject({
        fine: true,
      });
      await run(items, closed, new Dying());
      expect(withoutMark(items)).toEqual(sorted(back));
      expect(closed.size).toBe(0);
    }
});

test("once all has been brought back, a repeat undoes nothing of what has happened since", async () => {
  const [items, closed] = [holding(since), new Set<string>()];
  const run = () =>
    restoreState({
      ...order,
      ...{ live: tableOf(items), restored: tableOf(holding(then)), doors: doorsOf(closed) },
    });
  await run();
  const later = cluster("later", "running");
  items.set(keyOf(later), later);
  await run();
  expect(items.has(keyOf(later))).toBe(true);
});

test("workflows that are at work are waited for; where they do not end, nothing is written and the service stays closed", async () => {
  const [items, closed] = [holding(since), new Set<string>()];
  let now = 0;
  const run = (busy: string[][]) =>
    restoreState({
      ...{ ...order, now: () => now },
      wait: async (milliseconds: number) => {
        now += milliseconds;
      },
      ...{ live: tableOf(items), restored: tableOf(holding(then)), doors: doorsOf(closed, undefined, busy) },
    });
  await expect(run(Array(100).fill(["op_1"]))).rejects.toThrow("still at work: op_1; the service stays closed");
  expect(withoutMark(items)).toEqual(sorted(since));
  expect(closed.size).toBe(2);
  await run([["op_1"], ["op_1"]]);
  expect(withoutMark(items)).toEqual(sorted(back));
});

test("where somebody writes all the same, it stops", async () => {
  const items = holding(since);
  const live = tableOf(items);
  const meddled: StateTable = {
    ...live,
    put: (one, before) => {
      items.set(keyOf(one), item(one["sk"]?.S ?? "", { written: "meanwhile" }));
      return live.put(one, before);
    },
  };
  await expect(bringBack({ live: meddled, restored: tableOf(holding(then)) }, true)).rejects.toThrow(Conflict);
});
