import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { buildSync, type Metafile, stop } from "esbuild";
import { type FunctionKind, type Sources, sourcesHash } from "./sources.ts";

export interface Bundle {
  /** Holds `index.mjs` with `handler`, and nothing else. */
  folder: string;
  /** Our own source files that went into it, relative to the root. */
  inputs: string[];
}
export type Bundles = (kind: FunctionKind, name: string) => Bundle;

/** Rooms and files that functions are made of, and this file. */
const rooms = ["contract", "core", "adapters", "functions", "node", "stacks/bundle.ts", "package-lock.json"];

/**
 * Bundles every function by esbuild, unless that has been done for the same sources already.
 * @param cache holds bundles by what they are made of; several processes may use it at once
 */
export const bundleFunctions = (sources: Sources, cache = join(sources.root, "dist/functions")): Bundles => {
  const names = Object.entries(sources.functions).flatMap(([kind, files]) => files.map((name) => `${kind}/${name}`));
  const folder = join(cache, sourcesHash(sources.root, rooms, JSON.stringify(names)));
  if (!existsSync(folder)) make(sources.root, names, folder);
  utimesSync(folder, new Date(), new Date());
  forgetOld(cache);
  const inputs = JSON.parse(readFileSync(join(folder, inputsFile), "utf8")) as Record<string, string[]>;
  return (kind, name) => {
    const own = inputs[`${kind}/${name}`];
    if (!own) throw new Error(`there is no functions/${kind}/${name}.ts`);
    return { folder: join(folder, kind, name), inputs: own };
  };
};

const inputsFile = "inputs.json";

/** Made aside and then named, so that whoever sees the folder sees all of it. */
const make = (root: string, names: readonly string[], folder: string): void => {
  const cache = dirname(folder);
  mkdirSync(cache, { recursive: true });
  const aside = mkdtempSync(join(cache, "new-"));
  try {
    const outputs = bundleInto(root, names, aside);
    const own = Object.entries(outputs).map(([file, { inputs }]): [string, string[]] => [
      dirname(relative(aside, join(root, file))),
      Object.keys(inputs).filter((input) => !input.includes("node_modules/")),
    ]);
    writeFileSync(join(aside, inputsFile), JSON.stringify(Object.fromEntries(own)));
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    // Somebody else has made the same meanwhile.
    if (!existsSync(folder)) throw error;
  }
};

/** Those of a few states of the sources are kept: one goes back and forth between two. */
const forgetOld = (cache: string): void => {
  const age = (name: string): number => statSync(join(cache, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newestFirst = readdirSync(cache).sort((a, b) => age(b) - age(a));
  for (const name of newestFirst.slice(4)) rmSync(join(cache, name), { recursive: true, force: true });
};

/** All at once take gigabytes of memory, one by one minutes. */
const atOnce = 16;

const bundleInto = (root: string, names: readonly string[], folder: string): Metafile["outputs"] => {
  const outputs: Metafile["outputs"] = {};
  for (let i = 0; i < names.length; i += atOnce)
    Object.assign(outputs, bundleSome(root, names.slice(i, i + atOnce), folder).outputs);
  // esbuild would wait for the next call in a process of its own, for as long as this one lives.
  void stop();
  return outputs;
};

const bundleSome = (root: string, names: readonly string[], folder: string): Metafile =>
  buildSync({
    absWorkingDir: root,
    entryPoints: names.map((name) => ({ in: `functions/${name}.ts`, out: `${name}/index` })),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    minify: true,
    // Errors are matched by name in state machines, and stack traces should read like the source.
    keepNames: true,
    format: "esm",
    platform: "node",
    target: "node22",
    // For Node esbuild would take the SDK's CommonJS, of which nothing can be left out.
    mainFields: ["module", "main"],
    // Only tried where no credentials are in the environment; Lambda always has some.
    external: unusedCredentials,
    // Packages that still call `require` for Node's own modules find none in an ES module.
    banner: { js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);' },
    legalComments: "none",
    metafile: true,
    logLevel: "error",
  }).metafile;

const unusedCredentials = [
  "@aws-sdk/credential-provider-sso",
  "@aws-sdk/credential-provider-ini",
  "@aws-sdk/credential-provider-process",
  "@aws-sdk/credential-provider-web-identity",
  "@aws-sdk/credential-provider-login",
  "@aws-sdk/credential-provider-http",
  "@smithy/credential-provider-imds",
];

/** SHA-256 over names and contents of a folder's files; what CDK would find out slower. */
export const folderHash = (folder: string): string => {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest("hex");
};
