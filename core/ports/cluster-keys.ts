/** PEM files and tokens that a cluster lives on. */
export interface ClusterKeys {
  files: Record<string, string>;
  bootstrapToken: string;
  certificateKey: string;
  caCertHash: string;
  /** What Secrets are encrypted with in etcd. */
  encryptionKey: string;
  /** Those of the clusters whose backups it comes from, oldest first: what has not been written since is read with them. */
  earlierEncryptionKeys?: string[];
}
