import { expect, test } from "@jest/globals";
import { typeid } from "typeid-js";
import type { BackupRecord } from "#core/backups/backup-record.ts";
import { NotFound, Superseded } from "#core/errors.ts";
import type { Backups } from "#core/ports/backups.ts";

const [blue, green] = [typeid("blue").toString(), typeid("green").toString()];

const newBackup = (clusterId: string, more: Partial<BackupRecord> = {}): BackupRecord => ({
  ...{ tenantId: blue, clusterId, backupId: typeid("bkp").toString(), reason: "schedule", requestedBy: "ada" },
  ...{ takenAt: "2026-01-01T00:00:00.000Z", expiresAt: "2026-01-31T00:00:00.000Z" },
  ...{ sizeBytes: 9, sha256: "ab", revision: 3, keys: 2, etcdVersion: "3.7.3", kubernetesVersion: "v1.37.2" },
  ...more,
});

/** What every implementation of Backups promises. */
export const backupsContract = (backups: () => Backups, newCluster: () => string): void => {
  test("what is kept is found again as it was; to keep it twice is to keep it once", async () => {
    const backup = newBackup(newCluster());
    await backups().keep(backup);
    await backups().keep(backup);
    expect(await backups().backup(blue, backup.clusterId, backup.backupId)).toEqual(backup);
    const { items } = await backups().backups(blue, backup.clusterId, { limit: 10 });
    expect(items).toEqual([backup]);
  });

  test("what is kept by an operation is kept only while that holds the cluster", async () => {
    const { tenantId, clusterId, backupId, ...rest } = newBackup(newCluster());
    const by = { tenantId, clusterId, operationId: typeid("op").toString() };
    const kept = backups().keep({ tenantId, clusterId, backupId, ...rest }, by);
    await expect(kept).rejects.toThrow(Superseded);
    await expect(backups().backup(tenantId, clusterId, backupId)).rejects.toThrow(NotFound);
  });

  test("another tenant's, and another cluster's, are not found, and not forgotten", async () => {
    const backup = newBackup(newCluster());
    const other = newCluster();
    await backups().keep(backup);
    await expect(backups().backup(green, backup.clusterId, backup.backupId)).rejects.toThrow(NotFound);
    await expect(backups().backup(blue, other, backup.backupId)).rejects.toThrow(NotFound);
    expect((await backups().backups(green, backup.clusterId, { limit: 10 })).items).toEqual([]);
    await backups().forget(green, backup.clusterId, backup.backupId);
    await backups().forget(blue, other, backup.backupId);
    expect(await backups().backup(blue, backup.clusterId, backup.backupId)).toEqual(backup);
  });

  test("they are listed newest first, page by page", async () => {
    const clusterId = newCluster();
    const made = Array.from({ length: 5 }, () => newBackup(clusterId));
    for (const backup of made) await backups().keep(backup);
    const found: string[] = [];
    let after: string | undefined;
    do {
      const page = await backups().backups(blue, clusterId, { limit: 2, ...(after ? { after } : {}) });
      expect(page.items.length).toBeLessThanOrEqual(2);
      found.push(...page.items.map(({ backupId }) => backupId));
      after = page.next;
    } while (after !== undefined);
    expect(found).toEqual(made.map(({ backupId }) => backupId).reverse());
  });

  test("what came of a drill is kept with it; of one that is gone, or somebody else's, nothing", async () => {
    const backup = newBackup(newCluster());
    const { clusterId, backupId } = backup;
    await backups().keep(backup);
    const drill = {
      operationId: "op_1",
      at: backup.takenAt,
      ok: true,
      hashVerified: true,
      objects: 3,
      kinds: { pods: 3 },
    };
    await backups().noteDrill(green, clusterId, backupId, drill);
    await backups().noteDrill(blue, newCluster(), backupId, drill);
    expect(await backups().backup(blue, clusterId, backupId)).toEqual(backup);
    await backups().noteDrill(blue, clusterId, backupId, { ...drill, ok: false, message: "no" });
    await backups().noteDrill(blue, clusterId, backupId, drill);
    expect(await backups().backup(blue, clusterId, backupId)).toEqual({ ...backup, drill });
    await backups().forget(blue, clusterId, backupId);
    await backups().noteDrill(blue, clusterId, backupId, drill);
    await expect(backups().backup(blue, clusterId, backupId)).rejects.toThrow(NotFound);
  });

  test("one that is forgotten is not found any more; to forget it twice is to forget it once", async () => {
    const { clusterId, backupId, ...rest } = newBackup(newCluster());
    await backups().keep({ ...rest, clusterId, backupId });
    await backups().forget(blue, clusterId, backupId);
    await backups().forget(blue, clusterId, backupId);
    await expect(backups().backup(blue, clusterId, backupId)).rejects.toThrow(NotFound);
  });
};
