import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { KubernetesVersion } from "#contract/catalog.ts";
import { etcdBefore } from "#contract/component-versions.ts";
import { type BinaryOptions, ensureCoredns, ensureEtcd, ensureKubernetes, ensurePause } from "./binaries.ts";
import { writeArchive } from "./container-image.ts";
import { fillStore } from "./container-store.ts";
import { copyPrograms, etcdNameWith, imageNames, nameOf, nodeImages, probeImage } from "./images.ts";
import { withLock } from "./lock.ts";
import { enableUnits, filesBelow, layNodeFiles, nodeFiles } from "./node-files.ts";
import { run } from "./run.ts";
import { corednsSource, etcdSource, kubernetesSource, pauseSource, type Source } from "./sources.ts";

interface ImageRecord {
  version: string;
  /** Of everything that the image is made of. */
  recipe: string;
  components: { name: string; version: string }[];
}

const isSource = (name: string): boolean => name.endsWith(".ts") && !name.endsWith(".test.ts");

const tagBefore = (version: string): string | undefined => etcdBefore[version as KubernetesVersion];

const sourcesOf = (version: string): Source[] => {
  const before = tagBefore(version);
  const etcd = before === undefined ? [] : [etcdSource(before)];
  return [kubernetesSource(version), corednsSource(), pauseSource(), ...etcd];
};

const recipeOf = (version: string): string => {
  const hash = createHash("sha256");
  for (const source of sourcesOf(version)) hash.update(`${source.name}\n`);
  for (const name of filesBelow(nodeFiles)) hash.update(`${name}\n`).update(readFileSync(join(nodeFiles, name)));
  for (const name of readdirSync(import.meta.dirname)
    .filter(isSource)
    .sort())
    hash.update(`${name}\n`).update(readFileSync(join(import.meta.dirname, name)));
  return hash.digest("hex");
};

const recordIn = (folder: string): ImageRecord | undefined => {
  const file = join(folder, "image.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ImageRecord) : undefined;
};

const versionIn = (text: string): string => /\d+\.\d+\.\d+/.exec(text)?.[0] ?? "unknown";

/** What is really in the image: programs are asked, since builds and releases differ. */
const componentsOf = async (
  { programs, coredns, before }: { programs: string; coredns: string; before?: { programs: string } | undefined },
  names: string[],
): Promise<ImageRecord["components"]> => {
  const asked = {
    etcd: [join(programs, "etcd"), "--version"],
    ...(before ? { "etcd-before": [join(before.programs, "etcd"), "--version"] } : {}),
    coredns: [coredns, "-version"],
  };
  // The base of the image is this machine.
  const host = { containerd: ["containerd", "--version"], runc: ["runc", "--version"] };
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a format of dpkg-query
  const cni = { "containernetworking-plugins": ["dpkg-query", "-Wf", "${Version}", "containernetworking-plugins"] };
  const found = Object.entries({ ...asked, ...host, ...cni }).map(async ([name, command]) => ({
    name,
    version: versionIn(await run(command)),
  }));
  const pause = nameOf(names, "pause").replace(/^.*:/, "");
  return [...(await Promise.all(found)), { name: "pause", version: pause }];
};

/** Machines have the store's files as hard links. */
const isInUse = (folder: string): boolean => {
  const blobs = join(folder, "containerd/io.containerd.content.v1.content/blobs/sha256");
  return existsSync(blobs) && readdirSync(blobs).some((name) => statSync(join(blobs, name)).nlink > 1);
};

/** Images that a newer one has taken the place of go once no machine lies on them any more. */
const removeOld = (images: string, version: string): void => {
  for (const name of readdirSync(images).filter((each) => each.startsWith(`${version}.old-`)))
    if (!isInUse(join(images, name))) rmSync(join(images, name), { recursive: true, force: true });
};

const make = async (
  version: string,
  work: string,
  { cacheDir, say = () => undefined }: BinaryOptions,
): Promise<void> => {
  const options = { cacheDir, say };
  const programs = await ensureKubernetes(version, options);
  const coredns = await ensureCoredns(options);
  const pause = await ensurePause(options);
  const tag = tagBefore(version);
  const older = tag === undefined ? undefined : { tag, programs: await ensureEtcd(tag, options) };
  say(`making the machine image of Kubernetes ${version}`);
  const names = await imageNames(programs, version);
  const before = older && { programs: older.programs, name: etcdNameWith(names, older.tag) };
  layNodeFiles(join(work, "root"), nameOf(names, "pause"));
  enableUnits(join(work, "root"));
  copyPrograms(programs, ["etcdutl", "kubeadm", "kubectl", "kubelet"], join(work, "root/usr/local/bin"));

  const scratch = join(work, "scratch");
  const archives: string[] = [];
  for (const [index, image] of (await nodeImages({ programs, coredns, pause, names, before }, scratch)).entries()) {
    const archive = join(scratch, `${index}.tar`);
    await writeArchive(image, { archive, work: scratch });
    rmSync(image.rootfs, { recursive: true });
    archives.push(archive);
  }
  await fillStore(join(work, "containerd"), archives, [...names, ...(before ? [before.name] : []), probeImage]);
  rmSync(scratch, { recursive: true });
  const components = [{ name: "kubernetes", version }, ...(await componentsOf({ programs, coredns, before }, names))];
  const record: ImageRecord = { version, recipe: recipeOf(version), components };
  writeFileSync(join(work, "image.json"), `${JSON.stringify(record, undefined, 2)}\n`);
};

/**
 * The machine image of a Kubernetes version, as an AMI would hold it: files to lay over this machine's /usr and /etc, and a
 * containerd store with every image that kubeadm asks for. Made anew when anything that it is made of has changed; machines that run on
 * the former one are not disturbed.
 * @returns its folder, `<cacheDir>/images/<version>`
 */
export const ensureImage = async (version: string, options: BinaryOptions): Promise<string> => {
  const images = join(options.cacheDir, "images");
  const folder = join(images, version);
  const recipe = recipeOf(version);
  const isCurrent = (): boolean => recordIn(folder)?.recipe === recipe;
  if (isCurrent()) {
    removeOld(images, version);
    return folder;
  }
  await withLock(
    join(images, `${version}.lock`),
    async () => {
      if (isCurrent()) return;
      const work = `${folder}.unfinished`;
      rmSync(work, { recursive: true, force: true });
      mkdirSync(work, { recursive: true });
      await make(version, work, options);
      if (existsSync(folder)) renameSync(folder, `${folder}.old-${Date.now()}`);
      renameSync(work, folder);
      removeOld(images, version);
    },
    () => options.say?.("waiting for another process that makes the machine image"),
  );
  return folder;
};
