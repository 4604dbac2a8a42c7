import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { hashOf, typedFiles, unlessPassed } from "#test/passed-before.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "passed-before-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
};
/** Exit statuses that a check is to end with, one after the other. @returns how often it was carried out, and what came of that */
const carriedOut = (inputs: readonly string[], codes: number[]) => {
  let times = 0;
  const results = inputs.map((input) =>
    unlessPassed("check", input, () => codes[times++] ?? 99, join(folder, "passed")),
  );
  return { times, results };
};

test("what has passed is carried out again once an input has changed, and not before", () => {
  expect(carriedOut(["a", "a", "b", "a"], [0, 0])).toEqual({ times: 2, results: [0, 0, 0, 0] });
});

test("what fails, or cannot be carried out, is carried out each time, and says so each time", () => {
  expect(carriedOut(["a", "a", "a", "a"], [1, 3, 127, 0])).toEqual({ times: 4, results: [1, 3, 127, 0] });
});

test("a few passes are kept, and those are the newest", () => {
  const inputs = Array.from({ length: 30 }, (_, i) => `input-${i}`);
  carriedOut(inputs, Array(30).fill(0));
  expect(readdirSync(join(folder, "passed"))).toHaveLength(20);
  expect(carriedOut(["input-29"], [])).toEqual({ times: 0, results: [0] });
});

test("any source, configuration or installed package that differs, comes or goes makes it another input", () => {
  write("core/a.ts", "export const a = 1;\n");
  write("core/a.d.ts", "declare const b: number;\n");
  write("tsconfig.json", "{}");
  write("node_modules/x/index.ts", "ignored");
  write("dist/x.ts", "ignored");
  const now = () => hashOf(folder, typedFiles(folder));
  const seen = [now()];
  const changes = [
    () => write("core/a.ts", "export const a = 2;\n"),
    () => write("core/a.d.ts", "declare const b: string;\n"),
    () => write("tsconfig.json", '{ "compilerOptions": {} }'),
    () => write("eslint.config.js", "export default [];\n"),
    () => write("node_modules/.package-lock.json", "{}"),
    () => write("console/Page.tsx", ""),
    () => rmSync(join(folder, "core/a.d.ts")),
  ];
  for (const change of changes) {
    change();
    seen.push(now());
    expect(now()).toBe(seen.at(-1));
  }
  expect(new Set(seen).size).toBe(changes.length + 1);
  write("dist/x.ts", "ignored still");
  write("README.md", "no type comes from here");
  expect(now()).toBe(seen.at(-1));
});
