import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { bundleFunctions } from "#stacks/bundle.ts";
import { readSources } from "#stacks/sources.ts";

const largestKib = 600;

test(`no function that a caller waits for has more than ${largestKib} KiB`, () => {
  const sources = readSources();
  const bundles = bundleFunctions(sources);
  const sizes = (["api", "authorizer"] as const).flatMap((kind) =>
    sources.functions[kind].map((name): [string, number] => {
      const { size } = statSync(join(bundles(kind, name).folder, "index.mjs"));
      return [`${kind}/${name}`, Math.round(size / 1024)];
    }),
  );
  expect(sizes.length).toBeGreaterThan(40);
  expect(sizes.filter(([, kib]) => kib > largestKib)).toEqual([]);
}, 120_000);
