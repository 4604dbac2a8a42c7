import type { CatalogComponent, KubernetesVersion } from "./catalog.ts";

/** What comes with a Kubernetes version, as that version's own `kubeadm config images list` has it. */
export const componentVersions: Record<KubernetesVersion, { etcd: string; coredns: string; pause: string }> = {
  "v1.37.2": { etcd: "3.7.0-0", coredns: "v1.14.6", pause: "3.10.2" },
  "v1.36.3": { etcd: "3.6.8-0", coredns: "v1.14.2", pause: "3.10.2" },
};

/**
 * Of versions that come with another minor of etcd than the minor before: etcd of that minor, which their machines hold too. A cluster that
 * is upgraded runs it until its next upgrade, so that it can go back. See docs/decisions/0028.
 */
export const etcdBefore: Partial<Record<KubernetesVersion, string>> = {
  "v1.37.2": "3.6.8-0",
};

/** The base of the image: Debian 12, with these of its packages. Versions are the suite's; security updates of them are taken. */
const debianPackages = {
  containerd: "1.6",
  runc: "1.1",
  "containernetworking-plugins": "1.1",
  nftables: "1.0",
  jq: "1.6",
  curl: "7.88",
} as const;

export const imagePackages = Object.keys(debianPackages);

/** What every machine has from the start ("preset component"): one list for the image of AWS, the local machines and the catalog. */
export const presetComponents = (version: KubernetesVersion): CatalogComponent[] => [
  { name: "kubernetes", version, source: "release" },
  { name: "kube-proxy", version, source: "image" },
  ...Object.entries(componentVersions[version]).map(
    ([name, tag]): CatalogComponent => ({ name, version: tag, source: "image" }),
  ),
  ...[etcdBefore[version] ?? []]
    .flat()
    .map((tag): CatalogComponent => ({ name: "etcd-before", version: tag, source: "image" })),
  ...Object.entries(debianPackages).map(
    ([name, suite]): CatalogComponent => ({ name, version: `${suite} (Debian 12)`, source: "debian" }),
  ),
];
