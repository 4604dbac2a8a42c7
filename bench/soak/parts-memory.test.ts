import { expect, test } from "@jest/globals";
import { growthOf } from "./parts-memory.ts";

const sample = (seconds: number, region: number, functions: number, processes: number) => ({
  ...{ seconds, processes },
  mebibytes: { region, functions, dynamodb: 100, localstack: 100 },
});

test("growth is the last quarter against the second, and a function's process is told from their number", () => {
  const growth = growthOf([
    sample(1, 10, 40, 4),
    sample(30, 100, 400, 4),
    sample(60, 1_000, 0, 1),
    sample(100, 150, 800, 8),
  ]);
  expect(growth).toEqual({ region: 1.5, functionProcess: 1, functions: 2, localstack: 1, dynamodb: 1 });
});
