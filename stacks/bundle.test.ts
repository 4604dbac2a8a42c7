import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { bundleFunctions } from "./bundle.ts";
import type { Sources } from "./sources.ts";

const root = mkdtempSync(join(tmpdir(), "kubewright-bundle-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const cache = join(root, "cache");
const write = (text: string) => writeFileSync(join(root, "core", "word.ts"), `export const word = "${text}";`);
for (const folder of ["core", "functions/api"]) mkdirSync(join(root, folder), { recursive: true });
writeFileSync(
  join(root, "functions/api/say.ts"),
  `import { word } from "../../core/word.ts"; export const handler = () => word;`,
);
const sources: Sources = { root, functions: { api: ["say"], stages: [], events: [], authorizer: [] }, workflows: {} };
const textOf = (folder: string): string => readFileSync(join(folder, "index.mjs"), "utf8");

test("a function's bundle holds what it imports, and says what that is", () => {
  write("first");
  const { folder, inputs } = bundleFunctions(sources, cache)("api", "say");
  expect(textOf(folder)).toContain("first");
  expect(inputs.sort()).toEqual(["core/word.ts", "functions/api/say.ts"]);
  expect(() => bundleFunctions(sources, cache)("api", "shout")).toThrow("there is no functions/api/shout.ts");
});

test("bundles of the same sources are taken as they are, of others made anew, and only a few are kept", () => {
  write("same");
  const { folder } = bundleFunctions(sources, cache)("api", "say");
  writeFileSync(join(folder, "index.mjs"), "as it is");
  expect(textOf(bundleFunctions(sources, cache)("api", "say").folder)).toBe("as it is");
  for (const [i, word] of ["same", "a", "b", "c", "d"].entries()) {
    write(word);
    const bundle = bundleFunctions(sources, cache)("api", "say").folder;
    expect(textOf(bundle)).toContain(word === "same" ? "as it is" : `"${word}"`);
    utimesSync(join(bundle, "../.."), i, i);
  }
  expect(readdirSync(cache)).toHaveLength(4);
  write("same");
  expect(textOf(bundleFunctions(sources, cache)("api", "say").folder)).toContain('"same"');
});
