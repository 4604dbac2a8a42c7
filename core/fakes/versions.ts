import { kubernetesVersions, minorReleasedOn } from "#contract/catalog.ts";
import { componentVersions } from "#contract/component-versions.ts";

/** Minors that the product has no images of, with what kubeadm has for them: for tests of what goes over more of them than there are. */
const older = {
  "v1.35.6": { releasedOn: "2025-12-17", etcd: "3.6.6-0", coredns: "v1.13.1", pause: "3.10.1" },
  "v1.34.9": { releasedOn: "2025-08-27", etcd: "3.6.5-0", coredns: "v1.12.1", pause: "3.10.1" },
} as const;

/** The catalog has these, too, from now on, for whoever asks in this process. */
export const offerOlderVersions = (): void => {
  for (const [version, { releasedOn, ...components }] of Object.entries(older)) {
    const offered: string[] = kubernetesVersions as unknown as string[];
    if (offered.includes(version)) continue;
    offered.push(version);
    Object.assign(componentVersions, { [version]: components });
    Object.assign(minorReleasedOn, { [version.slice(1, version.lastIndexOf("."))]: releasedOn });
  }
};
