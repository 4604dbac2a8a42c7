import { expect, test } from "@jest/globals";
import { layoutOf } from "./stage-layout.ts";

/** `a; b < a; c < a b`: each with those that lead to it. */
const stagesOf = (text: string) =>
  text.split("; ").map((one) => {
    const [name = "", after = ""] = one.split(" < ");
    return { name, after: after.split(" ").filter(Boolean) };
  });

/** As it is drawn, without what connects the rows: `·` where nothing is, `|` a line that passes, `^` one that leads back. */
const drawn = (text: string): string[] => {
  const stages = stagesOf(text);
  return layoutOf(stages).rows.map((row) =>
    row
      .map((place) => {
        if (!place) return "·";
        return "stage" in place ? stages[place.stage]?.name : place.line === "on" ? "|" : "^";
      })
      .join(" "),
  );
};

test("one after the other they stand below each other, without anything in between", () => {
  const { rows, joints, wide, narrow } = layoutOf(stagesOf("a; b < a; c < b"));
  expect(rows).toEqual([
    [{ stage: 0, first: true, last: false }],
    [{ stage: 1, first: false, last: false }],
    [{ stage: 2, first: false, last: true }],
  ]);
  expect({ joints, wide, narrow }).toEqual({ joints: [undefined, undefined], wide: 1, narrow: 0 });
});

test("branches stand beside each other, and a shorter one waits with its line", () => {
  const fork = "a; b < a; c < b; d < a; e < c d";
  expect(drawn(fork)).toEqual(["a ·", "b d", "c |", "e ·"]);
  const { joints } = layoutOf(stagesOf(fork));
  expect(joints[0]).toEqual([
    { up: true, down: true, left: false, right: true },
    { up: false, down: true, left: true, right: false },
  ]);
  expect(joints[1]).toBeUndefined();
  expect(joints[2]).toEqual([
    { up: true, down: true, left: false, right: true },
    { up: true, down: false, left: true, right: false },
  ]);
});

test("what may be left out has a line past it, in a column of its own", () => {
  expect(drawn("a; b < a; c < b; d < a c")).toEqual(["a ·", "b |", "c |", "d ·"]);
  expect(layoutOf(stagesOf("a; b < a; c < b; d < a c"))).toMatchObject({ wide: 1, narrow: 1 });
});

test("a loop has its way back, its end stands below it, and what no way on leads to stands aside", () => {
  // A line that has no place below its stage does not come back there further down.
  const long = "plan < last; one < plan; two < plan; three < two; last < one three; end < plan";
  expect(drawn(long)).toEqual(["plan · · ·", "one two ^ |", "| three | |", "· last · |", "end · · ·"]);
  const loop = "a; plan < a check turn; one < plan; two < plan; check < one two; turn; end < plan";
  expect(drawn(loop)).toEqual(["a · · ·", "plan · · ·", "one two ^ |", "check · · |", "end · · ·"]);
  const { aside, rows } = layoutOf(stagesOf(loop));
  expect(aside).toEqual([5]);
  // From there the way leads up.
  expect(rows[3]?.[0]).toEqual({ stage: 4, first: false, last: true });
});

test("a stage whose predecessors are not known stands first, and none is nothing", () => {
  expect(drawn("a < x")).toEqual(["a"]);
  expect(layoutOf([]).rows).toEqual([]);
});
