import type { BackupDrill, BackupReason } from "#contract/backups.ts";

/** A snapshot of a cluster's etcd that is kept, and has been proven to be what its machine sent. */
export interface BackupRecord {
  tenantId: string;
  clusterId: string;
  backupId: string;
  reason: BackupReason;
  requestedBy: string;
  takenAt: string;
  /** When it may be taken away, at the latest; the retention of a schedule may do so before. */
  expiresAt: string;
  sizeBytes: number;
  /** Of the file, in hexadecimal digits; S3 has checked it as the file came. */
  sha256: string;
  /** Of etcd, as of which it holds everything. */
  revision: number;
  /** Keys that it holds, past revisions counted. */
  keys: number;
  etcdVersion: string;
  kubernetesVersion: string;
  /** The last one. */
  drill?: BackupDrill;
}
