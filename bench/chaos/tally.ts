import type { Result } from "./run-case.ts";

/** What is known of the cases after a run. */
export interface Tally {
  passed: Result[];
  failed: Result[];
  notReached: Result[];
  /** What this run has found wrong that is no case's: a stand before or after its cases, things left in the region. */
  besides: { id: string; wrong: string[] }[];
}

/**
 * The last word on each case, of all runs.
 * @param cases ids; what was written down of others, which there are no more, counts for nothing
 */
export const lastWords = (kept: readonly Result[], cases: ReadonlySet<string>): Result[] => [
  ...new Map(kept.filter(({ id }) => cases.has(id)).map((one) => [one.id, one])).values(),
];

/** @param kept results of all runs @param run what came of this one */
export const tallyOf = (
  kept: readonly Result[],
  { results, left }: { results: readonly Result[]; left: readonly string[] },
  cases: ReadonlySet<string>,
): Tally => {
  const last = lastWords(kept, cases);
  const of = (outcome: Result["outcome"]) => last.filter((one) => one.outcome === outcome);
  return {
    ...{ passed: of("passed"), failed: of("failed"), notReached: of("not reached") },
    besides: [
      ...results.filter(({ id }) => !cases.has(id)).map(({ id, wrong }) => ({ id, wrong })),
      ...(left.length > 0 ? [{ id: "left in the region", wrong: [...left] }] : []),
    ],
  };
};

/** Of all that ran; what was wrong beside the cases counts as one more that failed. */
export const shareThatPassed = ({ passed, failed, besides }: Tally): number =>
  passed.length / (passed.length + failed.length + besides.length);

const isOfUpgrade = ({ id }: Result): boolean => /^(upgrade-cluster|roll-back): /.test(id);

/** Cases of upgrades, and of ways back from them, in which the operation did not just go through: those that went back, or were retried. */
export const rollbacksOf = ({ passed, failed }: Tally): { passed: Result[]; failed: Result[] } => ({
  passed: passed.filter((one) => isOfUpgrade(one) && one.way.some((ended) => !ended.startsWith("succeeded"))),
  failed: failed.filter(isOfUpgrade),
});

export const isRight = ({ failed, besides }: Tally): boolean => failed.length + besides.length === 0;
