import { removedBackupDays } from "#contract/backups.ts";
import type { Snapshots, SnapshotVersion } from "#core/ports/backups.ts";
import type { Ledger, SeenUsage } from "#core/ports/ledger.ts";
import type { Clock } from "#core/ports/state.ts";
import { factsOfLook } from "./facts-of-look.ts";
import { secondOf } from "./usage.ts";

export interface SnapshotMeterPorts {
  snapshots: Pick<Snapshots, "versions">;
  ledger: Ledger;
  clock: Clock;
}

const dayMilliseconds = 24 * 3600_000;

/**
 * Until when S3 bills what has been removed or overwritten: days after that, rounded up to midnight; what is due then and still there costs
 * nothing. Source: Amazon S3 User Guide, "Lifecycle rules: based on an object's age" and "Expiring objects".
 */
const billedUntil = (supersededAt: string): string => {
  const due = Date.parse(supersededAt) + removedBackupDays * dayMilliseconds;
  return new Date(Math.ceil(due / dayMilliseconds) * dayMilliseconds).toISOString();
};

/** Each version is a usage of its own; what overwrites one begins another. */
const seenVersion = (
  clusterId: string,
  { backupId, versionId, at, sizeBytes, supersededAt }: SnapshotVersion,
  now: string,
): SeenUsage => {
  const until = supersededAt && billedUntil(supersededAt);
  return {
    ...{ usageId: `${backupId}@${versionId}`, clusterId, resourceId: backupId, kind: "snapshot" },
    ...{ priceKey: "snapshot/s3-standard", quantity: sizeBytes, part: "backups", start: secondOf(at) },
    ...(until !== undefined && until <= now ? { ended: { at: until } } : {}),
  };
};

/** What S3 keeps of a cluster's snapshots, with what is removed and still billed. @throws TemporaryFailure */
export const lookAtSnapshots = async (
  clusterId: string,
  { snapshots, clock }: Pick<SnapshotMeterPorts, "snapshots" | "clock">,
): Promise<SeenUsage[]> => {
  const now = clock.now();
  return (await snapshots.versions(clusterId)).map((one) => seenVersion(clusterId, one, now));
};

/**
 * Brings the ledger up to what S3 says that it keeps. S3 tells to the second when a snapshot came and when it was removed, and shows what
 * was removed for a week: once an hour is as exact as all the time. Before and after a cluster's are taken away for good it is done by the
 * stage that does so.
 * @returns how much of it was news
 */
export const meterSnapshots = async (
  { tenantId, clusterId }: { tenantId: string; clusterId: string },
  ports: SnapshotMeterPorts,
): Promise<number> => {
  const { ledger, clock } = ports;
  const at = clock.now();
  const [seen, unsettled] = await Promise.all([
    lookAtSnapshots(clusterId, ports),
    ledger.unsettled(tenantId, clusterId),
  ]);
  const open = unsettled.filter(({ kind }) => kind === "snapshot");
  const ids = new Set(open.map(({ usageId }) => usageId));
  const ended = seen.filter(({ usageId, ended: is }) => is && !ids.has(usageId)).map(({ usageId }) => usageId);
  const found = ended.length > 0 ? await ledger.find(tenantId, clusterId, ended) : [];
  const facts = factsOfLook(tenantId, { seen, at }, [...open, ...found]);
  return facts.length > 0 ? ledger.note(tenantId, facts) : 0;
};
