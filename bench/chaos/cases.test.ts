import { expect, test } from "@jest/globals";
import { readSources } from "#stacks/sources.ts";
import { allCases, variants } from "./cases.ts";
import { chosen } from "./run-chaos.ts";

test("the kill matrix has every function of every workflow", () => {
  const cases = allCases();
  for (const [workflow, text] of Object.entries(readSources().workflows)) {
    const stages = cases.flatMap((one) => (one.workflow === workflow && "stage" in one ? [one.stage] : []));
    const states = JSON.parse(text) as { States: Record<string, { Type: string }> };
    const doing = Object.entries(states.States).filter(([, { Type }]) => Type === "Task" || Type === "Map");
    expect({ workflow, stages: [...new Set(stages)].sort() }).toEqual({
      workflow,
      stages: doing.map(([name]) => name).sort(),
    });
  }
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
});

test("what undoes a stage, and a report of a failure, come after something that fails: nothing else leads there", () => {
  const backward = allCases().flatMap((one) =>
    "stage" in one && /^(Undo|ReportFailure)/.test(one.stage) ? [one] : [],
  );
  expect(backward.length).toBeGreaterThan(500);
  for (const { id, stage, after } of backward)
    expect({ id, after }).toEqual({
      id,
      after: stage === "ReportFailure" ? expect.any(String) : stage.slice("Undo".length),
    });
});

test("a seed chooses the same cases each time, of every workflow, and another one others", () => {
  const ids = (by: string) => chosen({ seed: by, most: 24, lanes: 1 }).map(({ id }) => id);
  expect(ids("a")).toEqual(ids("a"));
  expect(ids("a")).not.toEqual(ids("b"));
  const scenarios = [...Object.keys(readSources().workflows), ...Object.keys(variants)];
  expect(new Set(ids("a").map((id) => id.split(":")[0]))).toEqual(new Set(scenarios));
});
