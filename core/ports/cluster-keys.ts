/** One set of certificate authorities (cluster, etcd, front proxy) and a service-account key. */
export interface KeySet {
  /** PEM by path below /etc/kubernetes, one certificate or key each. */
  files: Record<string, string>;
  /** Of the cluster's CA, as `kubeadm join` compares it. */
  caCertHash: string;
  /** Absent: with the cluster. */
  madeAt?: string;
}

/** PEM files and tokens that a cluster lives on. */
export interface ClusterKeys extends KeySet {
  /** As machines lay them out: where two sets are trusted, a bundle, the one that signs first. */
  files: Record<string, string>;
  bootstrapToken: string;
  certificateKey: string;
  /** What Secrets are encrypted with in etcd. */
  encryptionKey: string;
  /** Those of the clusters whose backups it comes from, oldest first: what has not been written since is read with them. */
  earlierEncryptionKeys?: string[];
  /** Counts the phases of rotations; absent: 0. See core/keys/rotation.ts. */
  revision?: number;
  /** While one set takes the place of another: both. */
  rotation?: { old: KeySet; new: KeySet };
}
