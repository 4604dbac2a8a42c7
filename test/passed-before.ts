import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "#local/folders.ts";

/** So many are kept of a check: one goes back and forth between a few states of the sources. */
const kept = 20;

/** What a check says that was not carried out again. */
export const passedBefore = "has passed before with the very same inputs";

/** @returns SHA-256 over names and contents of files, and over Node's version; a file that is not there counts as nothing */
export const hashOf = (root: string, files: readonly string[]): string => {
  const hash = createHash("sha256").update(process.version);
  for (const file of [...files].sort()) {
    hash.update(`\0${file}\0`);
    if (existsSync(join(root, file)))
      hash.update(
        createHash("sha256")
          .update(readFileSync(join(root, file)))
          .digest(),
      );
  }
  return hash.digest("hex");
};

/**
 * All that types and rules about them can come from: each source and configuration, also one that Git does not know, and which packages
 * are installed.
 * @returns paths relative to the root
 */
export const typedFiles = (root: string): string[] => [
  ...globSync("**/*.{ts,tsx,mts,cts,js,mjs,cjs,json}", {
    cwd: root,
    exclude: ["node_modules", "cdk.out", "dist", "coverage", "**/node_modules"],
  }),
  // Says which version of each package lies there.
  "node_modules/.package-lock.json",
];

/**
 * Carries a check out, unless it has passed on this computer with the very same inputs. What has failed is never kept.
 * @param inputs a hash over all that its result depends on
 * @param check its exit status
 * @param folder where passes are kept
 */
export const unlessPassed = (
  name: string,
  inputs: string,
  check: () => number,
  folder = join(cacheFolder(), "passed", name),
): number => {
  const record = join(folder, inputs);
  if (existsSync(record)) {
    console.log(`${name} ${passedBefore}, on ${readFileSync(record, "utf8").trim()}`);
    return 0;
  }
  const code = check();
  if (code !== 0) return code;
  mkdirSync(folder, { recursive: true });
  writeFileSync(record, `${new Date().toISOString()}\n`);
  const age = (one: string): number => statSync(join(folder, one), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newestFirst = readdirSync(folder).sort((a, b) => age(b) - age(a));
  for (const one of newestFirst.slice(kept)) rmSync(join(folder, one), { force: true });
  return code;
};
