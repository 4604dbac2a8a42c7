import { median, round } from "#bench/figure.ts";
import { percentile } from "#bench/timed-calls.ts";
import type { OperationRecord } from "#core/records.ts";
import type { Answers } from "./caller.ts";
import type { Fairness, Single } from "./fairness.ts";
import { grouped } from "./grouped.ts";

const secondsOf = ({ createdAt, endedAt }: OperationRecord): number =>
  endedAt === undefined ? Number.NaN : (Date.parse(endedAt) - Date.parse(createdAt)) / 1000;

/** How many there were of each kind, what they came to, and how long they took. */
export const tellOperations = (ended: readonly OperationRecord[]) =>
  Object.fromEntries(
    grouped(ended, ({ kind }) => kind).map(([kind, all]) => {
      const counts: Record<string, number> = {};
      for (const { status } of all) counts[status] = (counts[status] ?? 0) + 1;
      const seconds = all.map(secondsOf);
      return [kind, { ...counts, medianSeconds: round(median(seconds)), longestSeconds: round(Math.max(...seconds)) }];
    }),
  );

/** Operations that nobody has cancelled and that have not succeeded all the same. */
export const unexpected = (ended: readonly OperationRecord[]): string[] =>
  ended
    .filter(({ status, cancelAsked }) => status !== "succeeded" && cancelAsked === undefined)
    .map(({ kind, operationId, status, error }) => `${kind} ${operationId} ${status}: ${JSON.stringify(error)}`);

/** How many answers of each kind there were, and how long they took. */
export const tellAnswers = (answers: Answers) =>
  Object.fromEntries(
    grouped(answers, ({ call }) => call).map(([call, all]) => {
      const counts: Record<string, number> = {};
      for (const { status, code } of all) {
        const word = code === undefined ? String(status) : `${status} ${code}`;
        counts[word] = (counts[word] ?? 0) + 1;
      }
      const times = all.map(({ milliseconds }) => milliseconds);
      return [call, { ...counts, p50: round(percentile(times, 0.5), 0), p99: round(percentile(times, 0.99), 0) }];
    }),
  );

const rounded = ({ answeredSeconds, runsSeconds, status }: Single) => ({
  ...{ answeredSeconds: round(answeredSeconds), runsSeconds: round(runsSeconds), status },
});

export const tellFairness = ({ alone, beside, manySeconds, ...rest }: Fairness) => ({
  ...{ ...rest, manySeconds: round(manySeconds), alone: rounded(alone), beside: rounded(beside) },
});
