import { expect, test } from "@jest/globals";
import type { Result } from "./run-case.ts";
import { isRight, rollbacksOf, shareThatPassed, tallyOf } from "./tally.ts";

const cases = new Set(["a", "b", "c"]);
const result = (id: string, outcome: Result["outcome"]): Result => ({ id, outcome, way: [], wrong: [], seconds: 1 });
const none = { results: [], left: [] };
const seen = (...order: Parameters<typeof tallyOf>) => {
  const tally = tallyOf(...order);
  return { passed: shareThatPassed(tally), isRight: isRight(tally) };
};

test("what failed in a run before and passed since has passed, and the other way round", () => {
  const kept = [result("a", "failed"), result("b", "passed"), result("a", "passed")];
  expect(seen(kept, none, cases)).toEqual({ passed: 1, isRight: true });
  expect(seen([...kept, result("b", "failed")], none, cases)).toEqual({ passed: 1 / 2, isRight: false });
});

test("a case that was not reached says nothing", () => {
  expect(seen([result("a", "passed"), result("b", "not reached")], none, cases)).toEqual({ passed: 1, isRight: true });
});

test("a stand that is not right, and what is left in the region, count against the run that finds it, and no later one", () => {
  const stand = result("the stands at the end", "failed");
  const kept = [result("a", "passed"), stand];
  expect(seen(kept, { results: kept, left: [] }, cases)).toEqual({ passed: 1 / 2, isRight: false });
  expect(seen(kept, { results: [], left: ["vpcs/vpc-1", "volumes/vol-1"] }, cases)).toEqual({
    ...{ passed: 1 / 2, isRight: false },
  });
  expect(seen(kept, none, cases)).toEqual({ passed: 1, isRight: true });
});

test("cases that there are no more count for nothing", () => {
  const kept = [result("a", "passed"), result("of a kind that is gone", "failed")];
  expect(seen(kept, none, cases)).toEqual({ passed: 1, isRight: true });
});

test("of upgrades those count as ways back that did not just go through", () => {
  const wrong = result("upgrade-cluster: PlanStep, stopped", "failed");
  const through = { ...result("upgrade-cluster: PlanStep, run twice", "passed"), way: ["succeeded"] };
  const back = { ...result("roll-back: PlanStep, killed midway", "passed"), way: ["rolled-back StageFailed PlanStep"] };
  const other = { ...result("create-cluster: Launch, killed midway", "passed"), way: ["rolled-back"] };
  const all = [wrong, through, back, other];
  expect(rollbacksOf(tallyOf(all, none, new Set(all.map(({ id }) => id))))).toEqual({
    passed: [back],
    failed: [wrong],
  });
});
