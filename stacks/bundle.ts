import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { buildSync, type Metafile, stop } from "esbuild";
import type { FunctionKind, Sources } from "./sources.ts";

export interface Bundle {
  /** Holds `index.mjs` with `handler`, and nothing else. */
  folder: string;
  /** Our own source files that went into it, relative to the root. */
  inputs: string[];
}
export type Bundles = (kind: FunctionKind, name: string) => Bundle;

/** Bundles every function with one call of esbuild. */
export const bundleFunctions = (sources: Sources, folder: string): Bundles => {
  const all = Object.entries(sources.functions).flatMap(([kind, names]) => names.map((name) => `${kind}/${name}`));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { metafile } =
    all.length === 0
      ? { metafile: { outputs: {} } as Metafile }
      : buildSync({
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
          // For Node esbuild would take the SDK's CommonJS, of which nothing can be left out.
          mainFields: ["module", "main"],
          // Only tried where no credentials are in the environment; Lambda always has some.
          external: unusedCredentials,
          // Packages that still call `require` for Node's own modules find none in an ES module.
          banner: { js: 'import{createRequire as __cr}from"node:module";const require=__cr(import.meta.url);' },
          legalComments: "none",
          metafile: true,
          logLevel: "error",
        });
  // esbuild would wait for the next call in a process of its own, with gigabytes in it, for as long as this one lives.
  void stop();
  writeFileSync(join(folder, "meta.json"), JSON.stringify(metafile));
  return (kind, name) => {
    const output = metafile.outputs[relative(sources.root, join(folder, kind, name, "index.mjs"))];
    if (!output) throw new Error(`there is no functions/${kind}/${name}.ts`);
    const inputs = Object.keys(output.inputs).filter((file) => !file.includes("node_modules/"));
    return { folder: join(folder, kind, name), inputs };
  };
};

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
