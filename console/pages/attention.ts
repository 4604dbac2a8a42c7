import type { Cluster, Condition } from "../api/types.ts";
import { texts } from "../texts.ts";
import { spoken } from "../ui/words.ts";

/** Conditions for which "true" is the bad news. */
const badWhenTrue = new Set(["RepairsHalted", "ScalingLimited", "DriftDetected"]);

/** Whether a condition is not as it should be. */
export const isBad = ({ type, is }: Condition): boolean => (badWhenTrue.has(type) ? is === "true" : is === "false");

const needsAttention = ({ state, conditions }: Cluster): boolean =>
  state === "failed" || state === "degraded" || (state === "running" && conditions.some(isBad));

/**
 * Clusters that need somebody.
 * @param loaded pages of the list
 * @param found those that the service found failed or degraded, of which the pages may have some
 */
export const attentionOf = (loaded: readonly Cluster[], found: readonly Cluster[]): Cluster[] => {
  const seen = new Map(loaded.map((cluster) => [cluster.id, cluster]));
  for (const cluster of found) if (cluster.rev >= (seen.get(cluster.id)?.rev ?? 0)) seen.set(cluster.id, cluster);
  return [...seen.values()].filter(needsAttention);
};

/** What is the matter, in a few words. */
export const whatIsWrong = ({ conditions }: Cluster): string => {
  const bad = conditions.filter(isBad);
  if (bad.length === 0) return texts.home.lookAtOperation;
  return bad.map(({ type, reason, message }) => message ?? `${spoken(type)}: ${spoken(reason ?? "")}`).join("; ");
};
