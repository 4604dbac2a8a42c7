import { createHash } from "node:crypto";
import { eventually } from "#local/eventually.ts";
import { allCases, type Case } from "./cases.ts";
import { judge, type Shapes } from "./judge.ts";
import { type Profile, type Result, runCase } from "./run-case.ts";
import { type Scenario, type Stand, scenarios } from "./scenarios.ts";
import { clearAll, newStand, prepare } from "./stand.ts";
import type { World } from "./world.ts";

export interface ChaosOrder {
  seed: string;
  /** Of the cases' ids. */
  pattern?: RegExp;
  /** So many of those at most. */
  most?: number;
  /** No case begins later than that. */
  seconds?: number;
  /** No case begins once it is aborted; those that are at work end. */
  signal?: AbortSignal;
  /** Cases at the same time. */
  lanes: number;
  skip?: ReadonlySet<string>;
  done?: (result: Result) => void;
}

const rank = (text: string): string => createHash("sha256").update(text).digest("hex");

/** In the seed's order, all scenarios in turn, so that any beginning of the list has something of everything. */
export const chosen = ({ seed, pattern = /./, most = Number.POSITIVE_INFINITY, skip }: ChaosOrder): Case[] => {
  const wanted = allCases().filter(({ id }) => pattern.test(id) && !skip?.has(id));
  const ranked = new Map(wanted.map((one) => [one, rank(`${seed} ${one.id}`)]));
  const shuffled = wanted.sort((a, b) => ((ranked.get(a) ?? "") < (ranked.get(b) ?? "") ? -1 : 1));
  const nth = new Map<string, number>();
  const place = new Map(
    shuffled.map((one) => {
      const count = nth.get(one.scenario) ?? 0;
      nth.set(one.scenario, count + 1);
      return [one, count] as const;
    }),
  );
  return shuffled.sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0)).slice(0, most);
};

/** A clean run of a scenario: what its stages call, and what is there of a cluster afterwards. */
const learnOne = async (stand: Stand, name: string, shapes: Shapes, profile: Profile): Promise<void> => {
  const { world, name: tenantId } = stand;
  const scenario = scenarios[name] as Scenario;
  expectRight(await prepare(stand, shapes, scenario));
  const { id } = await world.faults.order({ kind: "watch", at: "end", count: null, event: { tenantId } });
  const asked = await scenario.ask(stand, `learn-${name}`);
  const { status, error } = await stand.tenant.over(asked);
  if (status !== "succeeded") throw new Error(`${name} ended ${status} with nothing wrong: ${JSON.stringify(error)}`);
  Object.assign(stand, { clusterId: asked.clusterId, is: scenario.to });
  for (const { stage, operationId, calls = [] } of (await world.faults.seen(id)).taken)
    if (stage !== null && operationId === asked.id && !profile.has(`${name}/${stage}`))
      profile.set(`${name}/${stage}`, calls);
  await world.faults.takeBack(id);
  const { clusterId } = asked;
  expectRight(await judge(world, shapes, { tenantId, clusterId, wanted: scenario.to }));
};

/** A clean run of each scenario that is asked for, on all stands at the same time. */
const learn = async (stands: readonly Stand[], asked: ReadonlySet<string>, shapes: Shapes): Promise<Profile> => {
  const profile: Profile = new Map();
  const queue = Object.keys(scenarios).filter((name) => asked.has(name));
  await Promise.all(
    stands.map(async (stand) => {
      for (let name = queue.shift(); name !== undefined; name = queue.shift())
        await learnOne(stand, name, shapes, profile);
    }),
  );
  return profile;
};

/** @throws Error for what is not right although nothing has gone wrong */
const expectRight = (wrong: string[]): void => {
  if (wrong.length > 0) throw new Error(`not right with nothing wrong: ${wrong.join("; ")}`);
};

/** Cases of one kind of stand together: it is costly to make. */
const groups = (cases: readonly Case[]): Case[][] => {
  const standing = (one: Case): boolean => !(scenarios[one.scenario] as Scenario).isFresh;
  return [cases.filter(standing), cases.filter((one) => !standing(one))].filter((group) => group.length > 0);
};

/**
 * Runs the cases that the order names, some at a time, each on a cluster of its own lane.
 * @returns what came of each; and what is left in the region when all clusters have gone
 */
export const runChaos = async (world: World, order: ChaosOrder): Promise<{ results: Result[]; left: string[] }> => {
  const cases = chosen(order);
  const deadline = Date.now() + (order.seconds ?? 86_400) * 1000;
  const mayBegin = (): boolean => Date.now() < deadline && order.signal?.aborted !== true;
  const shapes: Shapes = new Map();
  const run = rank(`${order.seed} ${Date.now()}`).slice(0, 6);
  const stands = await Promise.all(
    Array.from({ length: order.lanes }, (_, lane) => newStand(world, `chaos-${run}-${lane}`)),
  );
  const profile = await learn(stands, new Set(cases.map(({ scenario }) => scenario)), shapes);
  const results: Result[] = [];
  const note = (result: Result): void => {
    results.push(result);
    order.done?.(result);
  };
  for (const group of groups(cases)) {
    const queue = [...group];
    const lane = async (stand: Stand): Promise<void> => {
      for (let one = queue.shift(); one && mayBegin(); one = queue.shift()) {
        try {
          const wrong = await prepare(stand, shapes, scenarios[one.scenario] as Scenario);
          if (wrong.length > 0)
            note({ id: `${one.id}: the stand before it`, outcome: "failed", way: [], wrong, seconds: 0 });
          const result = await runCase(stand, one, { profile, shapes, seed: order.seed });
          note(result);
          if (result.outcome === "failed") await abandon(stand);
        } catch (error) {
          note({ id: one.id, outcome: "failed", way: [], wrong: [(error as Error).message], seconds: 0 });
          await abandon(stand);
        }
      }
    };
    await Promise.all(stands.map(lane));
  }
  const wrong = (await Promise.all(stands.map((stand) => clearAll(stand, shapes)))).flat();
  if (wrong.length > 0) note({ id: "the stands at the end", outcome: "failed", way: [], wrong, seconds: 0 });
  return { results, left: results.some(({ outcome }) => outcome === "failed") ? [] : await leftInRegion(world) };
};

/** A cluster that is not right is nothing to go on with: it is left where it is, and a new tenant begins anew. */
const abandon = async (stand: Stand): Promise<void> => {
  const next = await newStand(stand.world, `${stand.name}x`);
  delete stand.clusterId;
  delete stand.source;
  Object.assign(stand, next);
};

/** Also what no tag leads to. */
const leftInRegion = async ({ service: { regionUrl } }: World): Promise<string[]> => {
  const look = async () =>
    (await fetch(`${regionUrl}/_region/resources`).then((answer) => answer.json())) as {
      total: number;
      resources: Record<string, string[]>;
    };
  const seen = await eventually(look, ({ total }) => total === 0, { seconds: 20, pause: 500 }).catch(look);
  return Object.entries(seen.resources).flatMap(([kind, ids]) => ids.map((id) => `${kind}/${id}`));
};
