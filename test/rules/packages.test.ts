import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

interface Locked {
  version?: string;
  license?: string;
  integrity?: string;
  resolved?: string;
  inBundle?: boolean;
  hasInstallScript?: boolean;
}
const root = join(import.meta.dirname, "../..");
const read = <Content>(file: string): Content => JSON.parse(readFileSync(join(root, file), "utf8")) as Content;
const lock = read<{ lockfileVersion: number; packages: Record<string, Locked> }>("package-lock.json");
const manifest =
  read<Record<"dependencies" | "devDependencies" | "optionalDependencies", Record<string, string>>>("package.json");
const locked = Object.entries(lock.packages).filter(([path]) => path !== "");

/** Licences under which a package may be used, built with and shipped by an Apache-2.0 project. */
const allowed = new Set([
  ...["MIT", "MIT-0", "ISC", "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC0-1.0"],
  "Python-2.0",
]);
/** Tools that are used and not shipped. */
const allowedTools: Record<string, RegExp> = {
  "MPL-2.0": /^node_modules\/(axe-core|lightningcss(-[\w-]+)?)$/,
  "CC-BY-4.0": /^node_modules\/caniuse-lite$/,
};

/** Whoever takes "A OR B" may choose; "A AND B" binds to both. */
const mayBeUsed = (path: string, licence = "none"): boolean => {
  const words = licence.replace(/^\((.*)\)$/, "$1");
  const isAllowed = (one: string): boolean => allowed.has(one) || (allowedTools[one]?.test(path) ?? false);
  return words.includes(" OR ") ? words.split(" OR ").some(isAllowed) : words.split(" AND ").every(isAllowed);
};

test("every package has a licence that may be used", () => {
  expect(locked.length).toBeGreaterThan(500);
  const others = locked.filter(([path, { license }]) => !mayBeUsed(path, license));
  expect(others.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

test("no licence is taken for another", () => {
  for (const licence of [
    "GPL-3.0-or-later",
    "MIT AND GPL-3.0-or-later",
    "SSPL-1.0",
    "MPL-2.0",
    "UNLICENSED",
    undefined,
  ])
    expect({ licence, may: mayBeUsed("node_modules/x", licence) }).toEqual({ licence, may: false });
  expect(mayBeUsed("node_modules/x", "(MIT OR GPL-3.0-or-later)")).toBe(true);
});

test("every package is locked with its hash, and from nowhere but the registry", () => {
  expect(lock.lockfileVersion).toBe(3);
  // What lies inside another package's file is covered by that one's hash.
  const loose = locked.filter(([, { integrity, inBundle }]) => !inBundle && !integrity?.startsWith("sha512-"));
  expect(loose.map(([path]) => path)).toEqual([]);
  const elsewhere = locked.filter(
    ([, { resolved }]) => resolved !== undefined && !/^https:\/\/registry\.npmjs\.org\//.test(resolved),
  );
  expect(elsewhere.map(([path, { resolved }]) => `${path}: ${resolved}`)).toEqual([]);
});

test("package.json names exact versions, and the lock has those", () => {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  for (const [name, version] of Object.entries(wanted)) {
    expect({ name, version }).toEqual({ name, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
    expect({ name, version: lock.packages[`node_modules/${name}`]?.version }).toEqual({ name, version });
  }
});

test("packages that run a program when they are installed are known", () => {
  const run = locked
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.replace("node_modules/", ""));
  expect(run.sort()).toEqual(["@parcel/watcher", "esbuild"]);
});
