import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { run } from "./run.ts";

/** Where there is no way out, this must not hold up the build. */
const patience = 2_000;

/** An archive as its project publishes it. */
interface Release {
  url: string;
  /** Text that holds the archive's checksum, first or beside its name. */
  checksums: string;
  algorithm: "sha256" | "sha512";
  /** Its programs, by the folder in the archive that they lie in. */
  programs: Record<string, string[]>;
}

/** @param version without `v` and the image's build number */
export const etcdRelease = (version: string): Release => ({
  url: `https://github.com/etcd-io/etcd/releases/download/v${version}/etcd-v${version}-linux-amd64.tar.gz`,
  checksums: `https://github.com/etcd-io/etcd/releases/download/v${version}/SHA256SUMS`,
  algorithm: "sha256",
  programs: { [`etcd-v${version}-linux-amd64`]: ["etcd", "etcdctl", "etcdutl"] },
});

/** The version's programs and the etcd that its kubeadm asks for (without the image's build number). */
export const kubernetesReleases = (version: string, etcd: string): Release[] => [
  {
    url: `https://dl.k8s.io/${version}/kubernetes-server-linux-amd64.tar.gz`,
    checksums: `https://dl.k8s.io/${version}/kubernetes-server-linux-amd64.tar.gz.sha512`,
    algorithm: "sha512",
    programs: {
      "kubernetes/server/bin": [
        "kube-apiserver",
        "kube-controller-manager",
        "kube-proxy",
        "kube-scheduler",
        "kubeadm",
        "kubectl",
        "kubelet",
      ],
    },
  },
  etcdRelease(etcd),
];

/** @param version without `v` */
export const corednsRelease = (version: string): Release => ({
  url: `https://github.com/coredns/coredns/releases/download/v${version}/coredns_${version}_linux_amd64.tgz`,
  checksums: `https://github.com/coredns/coredns/releases/download/v${version}/coredns_${version}_linux_amd64.tgz.sha256`,
  algorithm: "sha256",
  programs: { ".": ["coredns"] },
});

/** The checksum of a file in a text of `<checksum>  <name>` lines, or one that holds nothing but a checksum. */
export const checksumIn = (text: string, name: string): string | undefined => {
  const lines = text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  const alone = lines.length === 1 && lines[0]?.length === 1 ? lines[0] : undefined;
  const line = lines.find(([, file]) => file?.replace(/^\*/, "") === name) ?? alone;
  return line?.[0] && /^[0-9a-f]{64,128}$/.test(line[0]) ? line[0] : undefined;
};

/** @returns undefined when it cannot be reached */
const get = async (url: string): Promise<Response | undefined> => {
  const timer = new AbortController();
  const timeout = setTimeout(() => timer.abort(), patience);
  try {
    const response = await fetch(url, { signal: timer.signal });
    return response.ok ? response : undefined;
  } catch {
    return undefined;
  } finally {
    clearTimeout(timeout);
  }
};

/**
 * Downloads an official release, checks it, and lays its programs into the folder.
 * @returns false when it cannot be reached
 * @throws Error when it is not what its checksum says
 */
export const download = async (release: Release, folder: string, say: (line: string) => void): Promise<boolean> => {
  const name = release.url.split("/").at(-1) ?? "";
  const published = await get(release.checksums);
  const expected = published && checksumIn(await published.text(), name);
  if (!expected) return false;
  const response = await get(release.url);
  if (!response?.body) return false;
  say(`downloading ${release.url}`);
  const archive = join(folder, name);
  const hash = createHash(release.algorithm);
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(Readable.fromWeb(response.body as ReadableStream), hashing, createWriteStream(archive));
  const found = hash.digest("hex");
  if (found !== expected) throw new Error(`${release.url} has ${release.algorithm} ${found}, not ${expected}`);
  for (const [inside, programs] of Object.entries(release.programs)) {
    const members = programs.map((program) => (inside === "." ? program : `${inside}/${program}`));
    const strip = inside === "." ? 0 : inside.split("/").length;
    await run(["tar", "-xzf", archive, "-C", folder, `--strip-components=${strip}`, ...members]);
  }
  await rm(archive);
  return true;
};
