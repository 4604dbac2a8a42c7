import { expect, test } from "@jest/globals";
import { dollars } from "./money.ts";

test.each([
  [0, "$0.00"],
  [447_490_000, "$447.49"],
  [1_234_567_890, "$1,234.57"],
  [4_400, "$0.0044"],
  [-2_500_000, "-$2.50"],
])("%i micro-dollars are %s", (micros, text) => expect(dollars(micros)).toBe(text));
