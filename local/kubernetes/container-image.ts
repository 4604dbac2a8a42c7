import { createHash } from "node:crypto";
import { copyFileSync, createReadStream, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { run } from "./run.ts";

export interface ContainerImage {
  /** Everything that is in it. */
  rootfs: string;
  entrypoint: string[];
  /** What is run, or what the entrypoint is given, where a pod says nothing. */
  command?: string[];
  /** Root where there is none. */
  user?: string;
  names: string[];
}

const sha256Of = async (file: string): Promise<string> => {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
};

/** Writes an archive as `docker save` does: one layer, any number of names. The same content gives the same archive. */
export const writeArchive = async (
  { rootfs, entrypoint, command, user, names }: ContainerImage,
  { archive, work }: { archive: string; work: string },
): Promise<void> => {
  const reproducible = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mtime=@0"];
  const layer = join(work, "layer.tar");
  await run(["tar", "-C", rootfs, ...reproducible, "-cf", layer, "."]);
  const config = {
    architecture: "amd64",
    os: "linux",
    config: { Entrypoint: entrypoint, Cmd: command, User: user, Env: ["PATH=/usr/local/bin:/usr/sbin:/usr/bin"] },
    rootfs: { type: "layers", diff_ids: [`sha256:${await sha256Of(layer)}`] },
  };
  writeFileSync(join(work, "config.json"), JSON.stringify(config));
  writeFileSync(
    join(work, "manifest.json"),
    JSON.stringify([{ Config: "config.json", RepoTags: names, Layers: ["layer.tar"] }]),
  );
  await run(["tar", "-C", work, ...reproducible, "-cf", archive, "manifest.json", "config.json", "layer.tar"]);
  rmSync(layer);
};

/** Copies a program of this machine and the shared libraries that it loads, under the same paths. @param program its full path */
export const addWithLibraries = async (program: string, rootfs: string): Promise<void> => {
  const libraries = (await run(["ldd", program])).match(/\/\S+/g) ?? [];
  for (const file of [program, ...libraries]) {
    mkdirSync(join(rootfs, dirname(file)), { recursive: true });
    copyFileSync(file, join(rootfs, file));
  }
};
