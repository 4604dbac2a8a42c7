import { expect, test } from "@jest/globals";
import { ends, search } from "./search.ts";

/** Numbers that follow each other; what befalls one leads to a hundred more. */
const model = (nexts: Record<number, number[]>, accidents: Record<number, number[]> = {}) => ({
  promises: ["it is small", "it is even"],
  beginning: 1,
  follow: (one: number) => ({ next: nexts[one] ?? [], accidents: accidents[one] ?? [] }),
  brokenIn: (one: number, isEnd: boolean) => [
    ...(one >= 100 ? ["it is small"] : []),
    ...(isEnd && one % 2 === 1 ? ["it is even"] : []),
  ],
  keyOf: String,
});

test("every order and every accident is gone into, each situation once", () => {
  expect(search(model({ 1: [2, 3], 2: [4], 3: [4] }))).toEqual({
    ...{ holds: true, situations: 4, promises: ["it is small", "it is even", ends], broken: [] },
  });
  expect(search(model({ 1: [2], 101: [2] }, { 1: [101] }))).toMatchObject({ situations: 3, broken: ["it is small"] });
  expect(search(model({ 1: [2, 3] })).broken).toEqual(["it is even"]);
});

test.each([
  ["in every order", { 1: [2], 2: [1] }],
  ["in one of two orders", { 1: [2, 3], 3: [5], 5: [3] }],
  ["at once", { 1: [1] }],
])("a circle that is met %s is no end", (_, nexts) => {
  expect(search(model(nexts))).toMatchObject({ holds: false, broken: expect.arrayContaining([ends]) });
});

test("a search that has no bounds is broken off", () => {
  const endless = { ...model({}), follow: (one: number) => ({ next: [one + 1], accidents: [] }), brokenIn: () => [] };
  expect(() => search(endless)).toThrow("the search does not come to an end");
});

test("moments on the way are held to the promises, and nothing follows them", () => {
  const passing = {
    ...model({}),
    follow: (one: number) => ({ next: [], seen: one === 1 ? [103] : [], accidents: [] }),
  };
  expect(search(passing)).toMatchObject({ situations: 2, broken: ["it is small", "it is even"] });
});
