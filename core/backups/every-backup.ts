import type { Backups } from "#core/ports/backups.ts";
import type { BackupRecord } from "./backup-record.ts";

/** All backups of a cluster, newest first. */
export const everyBackup = async (
  { tenantId, clusterId }: { tenantId: string; clusterId: string },
  { backups }: { backups: Backups },
): Promise<BackupRecord[]> => {
  const found: BackupRecord[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await backups.backups(tenantId, clusterId, { limit: 100, ...(after ? { after } : {}) });
    found.push(...items);
    after = next;
  } while (after !== undefined);
  return found;
};
