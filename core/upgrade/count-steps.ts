import type { UpgradePlan } from "#contract/upgrades.ts";

/** How many members and workers the steps replace, and how many members they finalise. */
export const countsOf = (steps: UpgradePlan["steps"]): { members: number; nodes: number; finalised: number } => {
  const count = (kind: UpgradePlan["steps"][number]["kind"]): number =>
    steps.filter((step) => step.kind === kind).length;
  return { members: count("member"), nodes: count("node"), finalised: count("finalise") };
};
