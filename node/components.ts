import type { KubernetesVersion } from "#contract/catalog.ts";
import { componentVersions } from "#contract/component-versions.ts";

/** What every machine has from the start ("preset component"). */
export interface Component {
  name: string;
  version: string;
  /** `release`: the project's own release, by checksum; `image`: a container image, as `kubeadm config images list` names it; `debian`: Debian's package. */
  source: "release" | "image" | "debian";
}

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
  ...Object.entries(componentVersions[version]).map(
    ([name, tag]): Component => ({ name, version: tag, source: "image" }),
  ),
  ...Object.entries(debianPackages).map(
    ([name, suite]): Component => ({ name, version: `${suite} (Debian 12)`, source: "debian" }),
  ),
];
