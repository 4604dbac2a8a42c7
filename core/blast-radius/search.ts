import type { BlastRadius } from "#contract/blast-radius.ts";

/** What can follow a situation. */
export interface Following<Situation> {
  /** Where nothing befalls it: more than one where the order is open, none at the end. */
  next: readonly Situation[];
  /** Moments on the way there. */
  seen?: readonly Situation[];
  /** What may befall it instead. */
  accidents: readonly Situation[];
}

/** A change in the small: what it can come to, and what is promised of all that. */
export interface Model<Situation> {
  promises: readonly string[];
  beginning: Situation;
  follow(situation: Situation): Following<Situation>;
  /** Those of the promises that a situation breaks. @param isEnd whether nothing follows it */
  brokenIn(situation: Situation, isEnd: boolean): readonly string[];
  /** Situations with the same key are one. */
  keyOf(situation: Situation): string;
}

const mostSituations = 50_000;

export const ends = "it comes to an end";

/** Whether each situation comes to an end in every order where nothing befalls it: those that have ended are taken away until none is left. */
const allEnd = (nexts: ReadonlyMap<string, readonly string[]>): boolean => {
  const before = new Map<string, string[]>();
  const open = new Map<string, number>();
  for (const [from, to] of nexts) {
    open.set(from, to.length);
    for (const key of to) before.set(key, [...(before.get(key) ?? []), from]);
  }
  const ended = [...open.keys()].filter((key) => open.get(key) === 0);
  let count = 0;
  for (let key = ended.pop(); key !== undefined; key = ended.pop()) {
    count += 1;
    for (const from of before.get(key) ?? []) {
      const left = (open.get(from) ?? 0) - 1;
      open.set(from, left);
      if (left === 0) ended.push(from);
    }
  }
  return count === nexts.size;
};

/** Every situation that a change can come to: whether all promises hold in all of them. */
export const search = <Situation>({ promises, beginning, follow, brokenIn, keyOf }: Model<Situation>): BlastRadius => {
  const broken = new Set<string>();
  const situations = new Set<string>();
  const nexts = new Map<string, string[]>();
  const keyed = (situation: Situation) => ({ situation, key: keyOf(situation) });
  const open = [keyed(beginning)];
  const look = ({ situation, key }: (typeof open)[number], isEnd: boolean): void => {
    situations.add(key);
    for (const promise of brokenIn(situation, isEnd)) broken.add(promise);
  };
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    if (nexts.has(one.key)) continue;
    const { next, seen = [], accidents } = follow(one.situation);
    const following = next.map(keyed);
    nexts.set(
      one.key,
      following.map(({ key }) => key),
    );
    look(one, next.length === 0);
    for (const moment of seen) look(keyed(moment), false);
    if (nexts.size > mostSituations) throw new Error("the search does not come to an end");
    open.push(...following, ...accidents.map(keyed));
  }
  if (!allEnd(nexts)) broken.add(ends);
  const told = [...promises, ends];
  return {
    ...{ holds: broken.size === 0, situations: situations.size, promises: told },
    broken: told.filter((promise) => broken.has(promise)),
  };
};
