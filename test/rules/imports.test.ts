import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "@jest/globals";

const root = resolve(import.meta.dirname, "../..");
const cruise = (folder: string): { modules: number; broken: string[] } => {
  const { stdout } = spawnSync(
    join(root, "node_modules/.bin/depcruise"),
    ["--config", join(root, ".dependency-cruiser.cjs"), "--output-type", "json", "."],
    { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  const { summary } = JSON.parse(stdout) as {
    summary: { totalCruised: number; violations: { rule: { name: string } }[] };
  };
  return { modules: summary.totalCruised, broken: summary.violations.map(({ rule }) => rule.name) };
};

test("a room that imports what it may not is found", () => {
  const folder = mkdtempSync(join(tmpdir(), "rooms-"));
  try {
    for (const room of ["contract", "core", "adapters"]) mkdirSync(join(folder, room));
    for (const file of ["package.json", "tsconfig.json"]) cpSync(join(root, file), join(folder, file));
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "adapters/a.ts"), "export const a = 1;\n");
    writeFileSync(join(folder, "core/b.ts"), 'import { a } from "#adapters/a.ts";\nexport const b = a;\n');
    writeFileSync(join(folder, "contract/c.ts"), 'import { b } from "../core/b.ts";\nexport const c = b;\n');
    expect(cruise(folder).broken.sort()).toEqual(["contract-imports", "core-imports"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("the tool sees the project's own modules at all", () => {
  expect(cruise(root).modules).toBeGreaterThan(100);
});
