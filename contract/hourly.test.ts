import { expect, test } from "@jest/globals";
import { hourly } from "./hourly.ts";

test.each([
  [83_200, "$0.0832"],
  [41_590, "$0.04159"],
  [10_000, "$0.0100"],
  [5_672_000, "$5.6720"],
])("%i micro-dollars an hour are %s", (micros, text) => expect(hourly(micros)).toBe(text));
