import { expect, test } from "@jest/globals";
import { microsOf } from "./dollars.ts";

test.each([
  ["500", 500_000_000],
  [" $1,250.5 ", 1_250_500_000],
  ["0.01", 10_000],
  ["0", undefined],
  ["", undefined],
  ["-3", undefined],
  ["much", undefined],
])("%j is %p micro-dollars", (text, micros) => expect(microsOf(text)).toBe(micros));
