import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { amountsOf, holds, minus, plus, thousandths } from "./amounts.ts";

test.each([
  ["250m", 250],
  ["1", 1000],
  ["1.5", 1500],
  [".5", 500],
  [2, 2000],
  ["1e3", 1_000_000],
  ["1E3", 1_000_000],
  ["64Mi", 64 * 2 ** 20 * 1000],
  ["1.5Gi", 1.5 * 2 ** 30 * 1000],
  ["2k", 2_000_000],
  ["1M", 1e9],
  ["100u", 1],
  ["1n", 1],
  ["0.1", 100],
  ["0.3", 300],
  ["0", 0],
  ["", 0],
  ["much", 0],
  [undefined, 0],
])("%s is %d thousandths", (quantity, amount) => expect(thousandths(quantity)).toBe(amount));

const amounts = fc
  .dictionary(
    fc.constantFrom("cpu", "memory", "gpu"),
    fc.integer({ min: 0, max: 64_000 }).map((m) => `${m}m`),
  )
  .map(amountsOf);

test("what is put into a room and taken out leaves it as it was, and fits exactly where it was taken out", () => {
  fc.assert(
    fc.property(amounts, amounts, (room, asked) => {
      const larger = plus(room, asked);
      expect(holds(larger, asked)).toBe(true);
      const rest = minus(larger, asked);
      for (const name of Object.keys(larger)) expect(rest[name]).toBe(room[name] ?? 0);
    }),
  );
});

test("what nobody asks for need not be there", () => {
  expect(holds({}, { "nvidia.com/gpu": 0 })).toBe(true);
  expect(holds({ cpu: 5 }, { "nvidia.com/gpu": 1 })).toBe(false);
});
