/** What kube-bench says of machines, as one list. */
import * as z from "zod";

const states = ["PASS", "INFO", "WARN", "FAIL"] as const;
type State = (typeof states)[number];

const Said = z.object({
  Controls: z.array(
    z.object({
      tests: z.array(
        z.object({
          results: z.array(
            z.object({
              test_number: z.string(),
              test_desc: z.string(),
              status: z.enum(states),
              actual_value: z.string(),
            }),
          ),
        }),
      ),
    }),
  ),
});

export interface Check {
  id: string;
  title: string;
  /** The worst that any machine has. WARN is what the benchmark leaves to people, and what it recommends and cannot decide. */
  state: State;
  /** What was found there. */
  found: string;
}

const rank = (state: State): number => states.indexOf(state);

/** Shorter first where all before is equal: 1.2.9 before 1.2.10. */
const byNumber = (a: Check, b: Check): number => {
  const [left, right] = [a, b].map(({ id }) => id.split(".").map(Number)) as [number[], number[]];
  const at = left.findIndex((part, i) => part !== right[i]);
  return at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? 0);
};

/** @param outputs of `kube-bench --json`, one a machine */
export const checksOf = (outputs: readonly string[]): Check[] => {
  const worst = new Map<string, Check>();
  for (const output of outputs)
    for (const { tests } of Said.parse(JSON.parse(output)).Controls)
      for (const { test_number: id, test_desc: title, status: state, actual_value: found } of tests.flatMap(
        ({ results }) => results,
      )) {
        const before = worst.get(id);
        if (!before || rank(state) > rank(before.state)) worst.set(id, { id, title, state, found });
      }
  return [...worst.values()].sort(byNumber);
};

/** Those that are not passed, and for which nobody has said why. */
export const unexplained = (checks: readonly Check[], explanations: Readonly<Record<string, string>>): Check[] =>
  checks.filter(({ id, state }) => rank(state) > rank("INFO") && !(id in explanations));
