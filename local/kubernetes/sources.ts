import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { componentVersions } from "#contract/component-versions.ts";

const here = import.meta.dirname;

/** A Go program: the files that a build of it takes. */
export interface Source {
  /** How people call it. */
  title: string;
  /** Folder of its builds in the cache. */
  name: string;
  /** File name in the build's folder -> where it lies here. */
  files: Record<string, string>;
  ldflags: string;
}

/** What the version's own programs say of themselves; kubeadm compares them. */
export const versionFlags = (version: string): string => {
  const [major = "", minor = ""] = version.slice(1).split(".");
  const variables = {
    gitVersion: version,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: "clean",
    gitCommit: "kubewright",
    buildDate: "2026-01-01T00:00:00Z",
  };
  return Object.entries(variables)
    .map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`)
    .join(" ");
};

/** The source under a name that tells when any of it has changed. */
export const withHash = (source: Source): Source => {
  const hash = createHash("sha256");
  for (const file of Object.values(source.files)) hash.update(readFileSync(file));
  hash.update(source.ldflags);
  return { ...source, name: `${source.name}-${hash.digest("hex").slice(0, 12)}` };
};

export const stripped = "-s -w";

/**
 * All programs of a Kubernetes version in one; the folder's name tells when any source has changed.
 * @throws Error for a version whose modules are not pinned here
 */
export const kubernetesSource = (version: string): Source => {
  const minor = version.split(".").slice(0, 2).join(".");
  const module = join(here, minor);
  if (
    !existsSync(join(module, "go.mod")) ||
    !readFileSync(join(module, "go.mod"), "utf8").includes(`k8s.io/kubernetes ${version}\n`)
  )
    throw new Error(`Kubernetes ${version} cannot be built: local/kubernetes/${minor}/go.mod does not pin it`);
  return withHash({
    title: `Kubernetes ${version}`,
    name: version,
    files: {
      "main.go": join(here, "main.go"),
      "go.mod": join(module, "go.mod"),
      "go.sum": join(module, "go.sum"),
    },
    ldflags: `${stripped} ${versionFlags(version)}`,
  });
};

/**
 * etcd alone, as it comes with a Kubernetes version that is pinned here: the same modules. @param tag of its image, such as `3.6.8-0`
 * @throws Error for one that comes with no version on offer
 */
export const etcdSource = (tag: string): Source => {
  const [version] = Object.entries(componentVersions).find(([, { etcd }]) => etcd === tag) ?? [];
  if (version === undefined)
    throw new Error(`etcd ${tag} cannot be built: no Kubernetes version on offer comes with it`);
  const { files } = kubernetesSource(version);
  return withHash({
    title: `etcd ${tag}`,
    name: `etcd-${tag}`,
    files: { ...files, "main.go": join(here, "etcd/main.go") },
    ldflags: stripped,
  });
};

/** One for all versions of Kubernetes, without `v`: what go.mod pins. */
export const corednsVersion = (): string => {
  const [, version] = /coredns\/coredns v(\S+)/.exec(readFileSync(join(here, "coredns/go.mod"), "utf8")) ?? [];
  if (!version) throw new Error("local/kubernetes/coredns/go.mod pins no CoreDNS");
  return version;
};

export const corednsSource = (): Source =>
  withHash({
    title: "CoreDNS",
    name: "coredns",
    files: {
      "main.go": join(here, "coredns/main.go"),
      "go.mod": join(here, "coredns/go.mod"),
      "go.sum": join(here, "coredns/go.sum"),
    },
    ldflags: stripped,
  });

export const pauseSource = (): Source =>
  withHash({
    title: "pause",
    name: "pause",
    files: { "main.go": join(here, "pause/main.go"), "go.mod": join(here, "pause/go.mod") },
    ldflags: stripped,
  });
