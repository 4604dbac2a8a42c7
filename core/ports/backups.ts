import type { BackupDrill } from "#contract/backups.ts";
import type { BackupRecord } from "#core/backups/backup-record.ts";
import type { Page, StageInput } from "./state.ts";

/** What is known of a snapshot where it is kept: the machine that sent it looked into it, and the store has checked its hash. */
export type StoredSnapshot = Pick<BackupRecord, "sizeBytes" | "sha256" | "revision" | "keys" | "etcdVersion">;

/** One that is kept, or was and is still billed. */
export interface SnapshotVersion {
  backupId: string;
  /** Of the store's own. */
  versionId: string;
  /** When it came. */
  at: string;
  sizeBytes: number;
  /** When it was removed, or another one came in its place. */
  supersededAt?: string;
}

/** Where the files are. All methods but `place` may throw TemporaryFailure. */
export interface Snapshots {
  /** Where the machine that takes it puts it, and one that restores it finds it. */
  place(clusterId: string, backupId: string): { bucket: string; key: string };
  /** @returns undefined as long as there is none whole */
  find(clusterId: string, backupId: string): Promise<StoredSnapshot | undefined>;
  /** Reads the whole file. @returns the SHA-256 of what was read, in hexadecimal digits; undefined as long as there is none */
  read(clusterId: string, backupId: string): Promise<string | undefined>;
  /**
   * A cluster's lies below another one, too, under the same id, with all that is told of it. A repeat copies again.
   * @returns what lies there then; undefined where there was none to copy
   */
  copy(backupId: string, between: { from: string; to: string }): Promise<StoredSnapshot | undefined>;
  /** Ids of those that are kept of the cluster, and when they came. */
  list(clusterId: string): Promise<{ backupId: string; at: string }[]>;
  /** One that is not there is no fault. The store keeps it for a week, in case that it was a mistake. */
  remove(clusterId: string, backupId: string): Promise<void>;
  /** All that the store has of the cluster's, what was removed and is still kept included. */
  versions(clusterId: string): Promise<SnapshotVersion[]>;
  /** Takes all of them away for good: nothing can be brought back, and nothing costs any more. May be done again. */
  purge(clusterId: string): Promise<void>;
}

/** Records of backups. All methods may throw TemporaryFailure. */
export interface Backups {
  /** A repeat changes nothing. @param by only while this operation holds the cluster @throws Superseded when it does no longer */
  keep(backup: BackupRecord, by?: StageInput): Promise<void>;
  /** @throws NotFound, also for another tenant's or another cluster's */
  backup(tenantId: string, clusterId: string, backupId: string): Promise<BackupRecord>;
  /** Newest first. @throws InvalidInput for a page token that is not ours */
  backups(tenantId: string, clusterId: string, page: { limit: number; after?: string }): Promise<Page<BackupRecord>>;
  /** What came of a drill; of a backup that is not there any more nothing is noted. */
  noteDrill(tenantId: string, clusterId: string, backupId: string, drill: BackupDrill): Promise<void>;
  /** One that is not there is no fault. */
  forget(tenantId: string, clusterId: string, backupId: string): Promise<void>;
}
