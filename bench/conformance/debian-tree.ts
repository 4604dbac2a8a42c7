import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "#local/kubernetes/run.ts";

const withoutExtras = ["recommends", "suggests", "conflicts", "breaks", "replaces", "enhances"].map(
  (kind) => `--no-${kind}`,
);

/** Unpacks Debian packages with all that they depend on. Nothing is installed on this computer. @param work for what is downloaded */
export const unpackPackages = async (names: readonly string[], rootfs: string, work: string): Promise<void> => {
  mkdirSync(work, { recursive: true });
  const depending = await run(["apt-cache", "depends", "--recurse", ...withoutExtras, ...names]);
  // Names in <> are of packages that others provide.
  const all = [...new Set(depending.split("\n").filter((line) => /^[a-z0-9]/.test(line)))];
  await run(["apt-get", "download", "--quiet", ...all], { cwd: work });
  // /bin and /lib are links into /usr, which a package's own folders must not take the place of.
  for (const file of readdirSync(work).filter((name) => name.endsWith(".deb")))
    await run([
      "bash",
      "-c",
      `dpkg-deb --fsys-tarfile '${join(work, file)}' | tar -x --keep-directory-symlink -C '${rootfs}'`,
    ]);
};
