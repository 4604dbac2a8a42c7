import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { FunctionKind, Sources } from "./sources.ts";

/** Bundles every function with one call of esbuild. @returns the folder of a function's bundle (`index.mjs` with `handler`) */
export const bundleFunctions = (sources: Sources, folder: string): ((kind: FunctionKind, name: string) => string) => {
  const all = Object.entries(sources.functions).flatMap(([kind, names]) => names.map((name) => `${kind}/${name}`));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (all.length > 0) {
    const { metafile } = buildSync({
      absWorkingDir: sources.root,
      entryPoints: all.map((name) => ({ in: `functions/${name}.ts`, out: `${name}/index` })),
      outdir: folder,
      outExtension: { ".js": ".mjs" },
      bundle: true,
      minify: true,
      // Errors are matched by name in state machines, and stack traces should read like the source.
      keepNames: true,
      format: "esm",
      platform: "node",
      target: "node22",
      // Packages that still call `require` for Node's own modules find none in an ES module.
      banner: { js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);' },
      legalComments: "none",
      metafile: true,
      logLevel: "error",
    });
    writeFileSync(join(folder, "meta.json"), JSON.stringify(metafile));
  }
  return (kind, name) => {
    const bundle = join(folder, kind, name);
    if (!existsSync(join(bundle, "index.mjs"))) throw new Error(`there is no functions/${kind}/${name}.ts`);
    return bundle;
  };
};

/** SHA-256 over names and contents of a folder's files; what CDK would find out slower. */
export const folderHash = (folder: string): string => {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest("hex");
};
