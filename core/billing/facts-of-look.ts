import type { SeenUsage } from "#core/ports/ledger.ts";
import { mergeUsage } from "./merge-usage.ts";
import { factOf, secondOf, type UsageEnd, type UsageFact, type UsageInterval } from "./usage.ts";

/** How long the cloud shows what has ended, and a little more: nothing is to be learned of it afterwards. */
const shownMilliseconds = 2 * 3600_000;

const endOf = ({ ended }: SeenUsage, at: string): UsageEnd | undefined =>
  ended && (ended.at === undefined ? { at, by: "looked" } : { at: ended.at, by: "told" });

export type NewFact = UsageFact & { settled?: boolean };

/** Ends of machines, as far as they are known: what was made with a machine goes with it. */
const machineEnds = (
  seen: readonly SeenUsage[],
  known: readonly UsageInterval[],
  at: string,
): Map<string, UsageEnd> => {
  const ends = new Map<string, UsageEnd>();
  const standing = new Set<string>();
  const put = (machineId: string, end: UsageEnd | undefined): void => {
    const there = ends.get(machineId);
    // Of several lives the last one counts; of what is known of it, what was told.
    if (
      end &&
      !standing.has(machineId) &&
      (!there || (there.by === "looked" && end.by === "told") || (there.by === end.by && there.at < end.at))
    )
      ends.set(machineId, end);
  };
  for (const { kind, resourceId, ended } of seen) if (kind === "machine" && ended?.stands) standing.add(resourceId);
  for (const one of known) if (one.kind === "machine") put(one.resourceId, one.end);
  for (const one of seen) if (one.kind === "machine") put(one.resourceId, endOf(one, at));
  return ends;
};

/**
 * What a look at everything of a cluster teaches, beside what the ledger knows. Pure; looking again with the facts learned teaches
 * nothing new.
 * @param known what can still change, and what is on record of those seen to have ended
 * @param at when the look began
 */
export const factsOfLook = (
  tenantId: string,
  { seen, at: moment }: { seen: readonly SeenUsage[]; at: string },
  known: readonly UsageInterval[],
): NewFact[] => {
  const at = secondOf(moment);
  const knownBy = new Map(known.map((interval) => [interval.usageId, interval]));
  const there = new Set(seen.map(({ usageId }) => usageId));
  const ends = machineEnds(seen, known, at);

  const ofSeen = seen.map(({ ended: _, loose: __, ...usage }, i): NewFact => {
    const end = endOf(seen[i] as SeenUsage, at);
    // Its end was seen before, without a time: the first look that did is nearest to it.
    return end ? { ...usage, end } : { ...usage, aliveAt: at };
  });
  const ofGone = known
    .filter(({ usageId, settled }) => !there.has(usageId) && !settled)
    .map((interval): NewFact => {
      const { machineId } = interval;
      const end = (machineId && ends.get(machineId)) || interval.end || { at, by: "looked" as const };
      const settled = Date.parse(at) - Date.parse(end.at) > shownMilliseconds;
      return { ...factOf(interval), end, settled };
    });
  return [...ofSeen, ...ofGone].filter(({ settled, ...fact }) => {
    const before = knownBy.get(fact.usageId);
    return before === undefined || mergeUsage(tenantId, before, fact, settled) !== before;
  });
};
