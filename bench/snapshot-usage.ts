import { expiredBackups } from "#core/backups/retention.ts";
import { scheduleOf } from "#core/backups/schedule.ts";
import { meterSnapshots } from "#core/billing/meter-snapshots.ts";
import type { UsageInterval } from "#core/billing/usage.ts";
import { fakeLedger } from "#core/fakes/ledger.ts";
import { assumedSnapshotMiB } from "#core/plan/backup-billables.ts";
import type { SnapshotVersion } from "#core/ports/backups.ts";

const hour = 3600_000;
const bytesAMiB = 1_048_576;

/**
 * A cluster's snapshots, taken by the hour and kept as its schedule says when nobody has set one, and metered each hour: what the ledger has
 * of them then.
 */
export const snapshotUsage = async (since: string, until: string): Promise<UsageInterval[]> => {
  const ledger = fakeLedger();
  const versions: SnapshotVersion[] = [];
  const retention = scheduleOf({ spec: {} } as Parameters<typeof scheduleOf>[0]);
  for (let moment = Date.parse(since); moment < Date.parse(until); moment += hour) {
    const now = new Date(moment).toISOString();
    const version = { backupId: `bkp_${versions.length}`, versionId: "1", at: now };
    versions.push({ ...version, sizeBytes: assumedSnapshotMiB * bytesAMiB + versions.length });
    const kept = versions.filter(({ supersededAt }) => supersededAt === undefined);
    const taken = kept.map(({ backupId, at }) => ({
      ...{ backupId, takenAt: at, expiresAt: until, reason: "schedule" as const },
    }));
    const expired = new Set(expiredBackups(taken, retention, now));
    for (const one of kept) if (expired.has(one.backupId)) one.supersededAt = now;
    // S3 has let go of the others.
    const shown = versions.filter(({ supersededAt = now }) => moment - Date.parse(supersededAt) < 8 * 24 * hour);
    await meterSnapshots(
      { tenantId: "tenant", clusterId: "cls_bench" },
      { ledger, snapshots: { versions: async () => shown }, clock: { now: () => now } },
    );
  }
  return [...ledger.intervals.values()];
};
