import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudAssembly } from "aws-cdk-lib/cx-api";
import { root } from "./folders.ts";

export interface Place {
  account: string;
  region: string;
}

/** All that goes into templates and bundles. */
const rooms = [
  "contract",
  "core",
  "adapters",
  "functions",
  "node",
  "stacks",
  "statemachines",
  "cdk.json",
  "package-lock.json",
];

/**
 * Templates and bundles of the service, as `cdk synth` would make them; made again only when a source has changed.
 * @param folder where they lie between two starts
 * @param issuer where tokens come from
 */
export const synthesise = async (folder: string, issuer: string, place: Place, from = root): Promise<CloudAssembly> => {
  const outdir = join(folder, "cdk.out");
  const stamp = join(folder, "sources.sha256");
  const hash = sourcesHash(from, JSON.stringify([issuer, place]));
  const made = existsSync(stamp) && readFileSync(stamp, "utf8") === hash && existsSync(join(outdir, "manifest.json"));
  if (made) return new CloudAssembly(outdir);

  // Loading CDK and esbuild takes half a second, which is spared when nothing has changed.
  const [{ AssetStaging }, { buildApp }, { Config }, { readSources }] = await Promise.all([
    import("aws-cdk-lib"),
    import("#stacks/build-app.ts"),
    import("#stacks/config.ts"),
    import("#stacks/sources.ts"),
  ]);
  // CDK remembers what it has staged in this process, also where the folder has been removed meanwhile.
  AssetStaging.clearAssetHashCache();
  const assembly = buildApp({
    config: Config.parse({
      issuer,
      removal: "destroy",
      architecture: "x86_64",
      logRetentionDays: 7,
      buildNodeImages: false,
    }),
    environment: place,
    sources: readSources(from),
    outdir,
    bundles: join(folder, "functions"),
    checks: false,
  }).synth();
  writeFileSync(stamp, hash);
  return assembly;
};

const sourcesHash = (from: string, choices: string): string => {
  const hash = createHash("sha256").update(choices);
  const add = (path: string): void => {
    const entries = readdirSync(join(from, path), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = join(path, entry.name);
      if (entry.isDirectory()) add(name);
      else hash.update(`${name}\0`).update(readFileSync(join(from, name)));
    }
  };
  for (const room of rooms) {
    if (/\.[a-z]+$/.test(room)) hash.update(existsSync(join(from, room)) ? readFileSync(join(from, room)) : "");
    else if (existsSync(join(from, room))) add(room);
  }
  return hash.digest("hex");
};
