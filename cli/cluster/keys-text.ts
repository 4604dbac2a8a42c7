import type { Cluster, KeyRotationPlan, KeyRotationProgress } from "#cli/api-types.ts";
import { findingLines } from "#cli/finding-lines.ts";
import { table } from "#cli/table.ts";
import { duration } from "#contract/duration.ts";
import { changePriceLines } from "./change-price-text.ts";

/** How far a phase is, and which way it goes. */
export const rotationLine = ({ phase, goesBack, step, machines }: KeyRotationProgress): string =>
  [
    goesBack ? `back from ${phase}` : phase,
    `${machines.done} of ${machines.total} machines`,
    ...(step === undefined ? [] : [step]),
  ].join(", ");

const states = {
  settled: "one set",
  added: "a new set is trusted, and does not sign yet",
  moved: "a new set signs, the old one is trusted still",
} as const;

/** Where a cluster is between two sets of keys, and who still uses the old one. */
export const keysFacts = ({ keys }: Pick<Cluster, "keys">): [string, string][] => {
  if (!keys) return [];
  const { state, since, authoritiesExpireAt, nextPhase, nextPhaseFrom, usedBy } = keys;
  const next = state === "settled" ? [] : [`next: ${nextPhase}${nextPhaseFrom ? `, from ${nextPhaseFrom}` : ""}`];
  return [
    ["Keys", [`${states[state]} since ${since}`, `authorities until ${authoritiesExpireAt}`, ...next].join("; ")],
    ...usedBy.map(({ message }): [string, string] => ["Old keys", message]),
  ];
};

/** What a phase would do, what is in its way, and what people have to do themselves. */
export const rotationPlanText = (plan: KeyRotationPlan): string => {
  const { phase, clusterName, findings, steps, machines, seconds, changePrice, advice } = plan;
  return [
    `Phase ${phase} of rotating the keys of cluster ${clusterName} would replace ${machines} machines, in about ${duration(seconds * 1000)}. Nothing has been done.`,
    "",
    table(
      ["STEP", "WHAT"],
      steps.map(({ text }, i) => [String(i + 1), text]),
    ),
    "",
    ...changePriceLines(changePrice),
    "",
    ...findingLines(findings),
    "",
    ...advice.map((line) => `Yours to do: ${line}.`),
  ].join("\n");
};
