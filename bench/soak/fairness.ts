import type { Operation } from "#contract/operations.ts";
import type { Caller } from "./caller.ts";
import { come, type Soak, specOf } from "./clusters.ts";

export interface Fairness {
  /** What the many requests were answered, by code or status. */
  answered: Record<string, number>;
  /** From the first of the many requests to the last one's answer. */
  manySeconds: number;
  /** How many of the many were answered before the one, which came last. */
  answeredBefore: number;
  alone: Single;
  beside: Single;
}

/** One creation of another tenant. */
export interface Single {
  answeredSeconds: number;
  runsSeconds: number;
  status: string;
}

const single = async (soak: Soak, caller: Caller, answered: () => void = () => undefined): Promise<Single> => {
  const began = performance.now();
  const operation = await caller.ask<Operation>("POST", "/clusters", specOf("1.37"));
  const answeredSeconds = (performance.now() - began) / 1000;
  answered();
  if (!operation) return { answeredSeconds, runsSeconds: Number.NaN, status: "refused" };
  const ended = await caller.over(operation);
  come(soak, caller, "1.37", ended);
  return { answeredSeconds, runsSeconds: (performance.now() - began) / 1000, status: ended.status };
};

/**
 * Whether many requests of one tenant hold up another one's single creation: that one alone, and beside them.
 * @param names of clusters that the many ask for: all beyond are refused, as are those beyond the quota
 */
export const beFair = async (
  soak: Soak,
  { many, one, requests, names }: { many: Caller; one: Caller; requests: number; names: number },
): Promise<Fairness> => {
  const alone = await single(soak, one);
  const began = performance.now();
  let [done, answeredBefore] = [0, 0];
  const counts: Record<string, number> = {};
  const creations: Promise<void>[] = [];
  const manyAnswered = Array.from({ length: requests }, async (_, i) => {
    const spec = { ...specOf("1.37"), name: `many-${i % names}` };
    const operation = await many.ask<Operation>("POST", "/clusters", spec);
    done += 1;
    const word = operation ? "accepted" : "refused";
    counts[word] = (counts[word] ?? 0) + 1;
    if (operation) creations.push(many.over(operation).then((ended) => void come(soak, many, "1.37", ended)));
  });
  const beside = single(soak, one, () => {
    answeredBefore = done;
  });
  await Promise.all(manyAnswered);
  const manySeconds = (performance.now() - began) / 1000;
  await Promise.all([...creations, beside]);
  return { answered: counts, manySeconds, answeredBefore, alone, beside: await beside };
};
