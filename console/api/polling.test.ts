import { expect, test } from "@jest/globals";
import { lookAgain } from "./polling.ts";

const after = (status: string, fetchFailureCount: number, every: number | false = 1_000) =>
  lookAgain<string>(() => every)({ state: { data: undefined, status, fetchFailureCount } });

test("looks that fail are further and further apart, two minutes at most", () => {
  expect(after("success", 0)).toBe(1_000);
  expect([1, 2, 3].map((failures) => after("error", failures))).toEqual([2_000, 4_000, 8_000]);
  expect(after("error", 30)).toBe(120_000);
});

test("what does not change any more is not looked at again", () => {
  expect(after("success", 0, false)).toBe(false);
  expect(after("error", 4, false)).toBe(false);
});
