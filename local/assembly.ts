import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CloudAssembly } from "aws-cdk-lib/cx-api";
import { readSources, sourcesHash } from "#stacks/sources.ts";
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
  const hash = sourcesHash(from, rooms, JSON.stringify([issuer, place]));
  const made = existsSync(stamp) && readFileSync(stamp, "utf8") === hash && existsSync(join(outdir, "manifest.json"));
  if (made) return new CloudAssembly(outdir);

  // Loading CDK and esbuild takes half a second, which is spared when nothing has changed.
  const [{ AssetStaging }, { buildApp }, { Config }] = await Promise.all([
    import("aws-cdk-lib"),
    import("#stacks/build-app.ts"),
    import("#stacks/config.ts"),
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
      alarms: false,
    }),
    environment: place,
    sources: readSources(from),
    outdir,
    checks: false,
  }).synth();
  writeFileSync(stamp, hash);
  return assembly;
};
