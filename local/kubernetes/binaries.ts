import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { resolveVersion } from "#contract/catalog.ts";
import { presetComponents } from "#contract/component-versions.ts";
import { build } from "./build.ts";
import { withLock } from "./lock.ts";
import { corednsRelease, download, etcdRelease, kubernetesReleases } from "./release.ts";
import { corednsSource, corednsVersion, etcdSource, kubernetesSource, pauseSource, type Source } from "./sources.ts";

export interface BinaryOptions {
  cacheDir: string;
  /** Told how far it is, line by line. */
  say?: (line: string) => void;
}

/** Programs of a Kubernetes node, under the names they are called by. */
export const nodePrograms = [
  "etcd",
  "etcdctl",
  "etcdutl",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-proxy",
  "kube-scheduler",
  "kubeadm",
  "kubectl",
  "kubelet",
] as const;

/** Programs that an image of etcd has. */
export const etcdPrograms = ["etcd", "etcdctl", "etcdutl"] as const;

const quiet = (): void => undefined;

/**
 * The finished folder of programs, from the cache or made now. It is made under another name and renamed when all is there; one
 * build at a time, as each takes all cores.
 */
export const ensureBuilt = async (
  source: Source,
  { cacheDir, say = quiet }: BinaryOptions,
  make: (folder: string, say: (line: string) => void) => Promise<void>,
): Promise<string> => {
  const place = join(cacheDir, "kubernetes");
  const folder = join(place, source.name);
  if (existsSync(folder)) return folder;
  const waiting = () => say(`${source.title}: waiting for another build on this machine`);
  await withLock(
    join(place, "build.lock"),
    async () => {
      if (existsSync(folder)) return;
      const work = `${folder}.unfinished`;
      rmSync(work, { recursive: true, force: true });
      mkdirSync(work, { recursive: true });
      await make(work, say);
      rmSync(join(work, "source"), { recursive: true, force: true });
      for (const name of readdirSync(work)) chmodSync(join(work, name), 0o755);
      renameSync(work, folder);
    },
    waiting,
  );
  return folder;
};

const versionOf = (version: string, component: string): string => {
  const known = resolveVersion(version);
  if (!known) throw new Error(`Kubernetes ${version} is not on offer`);
  const found = presetComponents(known).find(({ name }) => name === component);
  if (!found) throw new Error(`Kubernetes ${version} names no ${component}`);
  return found.version;
};

const empty = (folder: string): void => {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
};

/**
 * All programs of a Kubernetes version. Looks in the cache, then for the official release, then builds.
 * @returns a folder with one file, or link to a program of all of them, for each of `nodePrograms`
 */
export const ensureKubernetes = (version: string, options: BinaryOptions): Promise<string> =>
  ensureBuilt(kubernetesSource(version), options, async (folder, say) => {
    const etcd = versionOf(version, "etcd").replace(/-\d+$/, "");
    const got = [];
    for (const release of kubernetesReleases(version, etcd)) {
      got.push(await download(release, folder, say));
      if (!got.at(-1)) break;
    }
    if (got.every(Boolean)) return;
    empty(folder);
    await build(kubernetesSource(version), { folder, program: "kubernetes", cacheDir: options.cacheDir, say });
    for (const name of nodePrograms) symlinkSync("kubernetes", join(folder, name));
  });

/** etcd alone, of another version than a Kubernetes version comes with. @param tag of its image @returns a folder with `etcdPrograms` */
export const ensureEtcd = (tag: string, options: BinaryOptions): Promise<string> =>
  ensureBuilt(etcdSource(tag), options, async (folder, say) => {
    if (await download(etcdRelease(tag.replace(/-\d+$/, "")), folder, say)) return;
    empty(folder);
    await build(etcdSource(tag), { folder, program: "programs", cacheDir: options.cacheDir, say });
    for (const name of etcdPrograms) symlinkSync("programs", join(folder, name));
  });

/** @returns the program */
export const ensureCoredns = async (options: BinaryOptions): Promise<string> => {
  const folder = await ensureBuilt(corednsSource(), options, async (work, say) => {
    if (await download(corednsRelease(corednsVersion()), work, say)) return;
    await build(corednsSource(), { folder: work, program: "coredns", cacheDir: options.cacheDir, say });
  });
  return join(folder, "coredns");
};

/** @returns the program */
export const ensurePause = async (options: BinaryOptions): Promise<string> => {
  const folder = await ensureBuilt(pauseSource(), options, (work, say) =>
    build(pauseSource(), { folder: work, program: "pause", cacheDir: options.cacheDir, say }),
  );
  return join(folder, "pause");
};
