import type { KubernetesVersion } from "#contract/catalog.ts";

/** What every machine has from the start ("preset component"). */
export interface Component {
  name: string;
  version: string;
  /** `release`: the project's own release, by checksum; `image`: a container image, as `kubeadm config images list` names it; `debian`: Debian's package. */
  source: "release" | "image" | "debian";
}

/** As that version's own `kubeadm config images list` has it. */
const images: Record<KubernetesVersion, { etcd: string; coredns: string; pause: string }> = {
  "v1.37.2": { etcd: "3.7.0-0", coredns: "v1.14.6", pause: "3.10.2" },
  "v1.36.3": { etcd: "3.6.8-0", coredns: "v1.14.2", pause: "3.10.2" },
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

/** One list for the image of AWS, the local machines and the documents. */
export const presetComponents = (version: KubernetesVersion): Component[] => [
  { name: "kubernetes", version, source: "release" },
  ...Object.entries(images[version]).map(([name, tag]): Component => ({ name, version: tag, source: "image" })),
  ...Object.entries(debianPackages).map(
    ([name, suite]): Component => ({ name, version: `${suite} (Debian 12)`, source: "debian" }),
  ),
];
