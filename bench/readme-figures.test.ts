import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { withFigures } from "./readme-figures.ts";

test("README.md shows what was measured", () => {
  const readme = readFileSync(join(import.meta.dirname, "..", "README.md"), "utf8");
  expect(readme).toBe(withFigures(readme));
});
