import { expect, test } from "@jest/globals";
import { duration } from "./duration.ts";

test.each([
  [0, "0.0 s"],
  [840, "0.8 s"],
  [9_960, "10 s"],
  [59_400, "59 s"],
  [185_000, "3 min 5 s"],
  [7_830_000, "2 h 10 min"],
  [-5, "0.0 s"],
])("%d ms are %s", (milliseconds, text) => expect(duration(milliseconds)).toBe(text));
