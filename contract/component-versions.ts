import type { KubernetesVersion } from "./catalog.ts";

/** What comes with a Kubernetes version, as that version's own `kubeadm config images list` has it. */
export const componentVersions: Record<KubernetesVersion, { etcd: string; coredns: string; pause: string }> = {
  "v1.37.2": { etcd: "3.7.0-0", coredns: "v1.14.6", pause: "3.10.2" },
  "v1.36.3": { etcd: "3.6.8-0", coredns: "v1.14.2", pause: "3.10.2" },
};
