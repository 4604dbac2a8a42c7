import type { Cluster, Condition } from "../api/types.ts";
import { texts } from "../texts.ts";
import { spoken } from "../ui/words.ts";

/** Conditions for which "true" is the bad news. */
const badWhenTrue = new Set(["RepairsHalted", "ScalingLimited", "DriftDetected"]);

/** Whether a condition is not as it should be. */
export const isBad = ({ type, is }: Condition): boolean => (badWhenTrue.has(type) ? is === "true" : is === "false");

export const needsAttention = ({ state, conditions }: Cluster): boolean =>
  state === "failed" || state === "degraded" || (state === "running" && conditions.some(isBad));

/** What is the matter, in a few words. */
export const unwell = ({ conditions }: Cluster): string => {
  const bad = conditions.filter(isBad);
  if (bad.length === 0) return texts.home.lookAtOperation;
  return bad.map(({ type, reason, message }) => message ?? `${spoken(type)}: ${spoken(reason ?? "")}`).join("; ");
};
