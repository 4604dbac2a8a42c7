import type { ClusterKeys } from "./cluster-keys.ts";

/** X.509 and tokens, made in this process; nothing is kept. */
export interface Authority {
  /** All CAs (cluster, etcd, front proxy), service-account keys and tokens of a new cluster. */
  newKeys(): Promise<ClusterKeys>;
  /** A client certificate for the Kubernetes API, signed by the cluster's CA. @param seconds how long it lives */
  clientCertificate(
    keys: ClusterKeys,
    who: { user: string; groups: string[]; seconds: number },
  ): Promise<{ certificate: string; key: string; expiresAt: string }>;
}
