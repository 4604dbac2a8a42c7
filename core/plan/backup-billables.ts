import { removedBackupDays } from "#contract/backups.ts";
import { scheduleOf } from "#core/backups/schedule.ts";
import type { ClusterRecord } from "#core/records.ts";
import type { Billable } from "./ledger.ts";

/** What a snapshot of a cluster with some thousand objects has; how large this one's are, nobody knows yet. */
export const assumedSnapshotMiB = 20;

const bytesAMiB = 1_048_576;

/** So many snapshots of the cluster's schedule are kept, and billed, on an average day once it has been followed for long enough. */
export const keptSnapshots = (cluster: Pick<ClusterRecord, "spec">): number => {
  const { everyHours, keepHourly, keepDaily } = scheduleOf(cluster);
  if (everyHours === 0) return 0;
  // One that is removed stays for a week, to midnight; as many are removed in that time as are taken.
  const removed = ((removedBackupDays + 0.5) * 24) / everyHours;
  // The newest hours reach so many days back, whose newest is among them, as this day's is (retention.ts).
  const daysOfHours = ((keepHourly - 1) * everyHours) / 24;
  return Math.round(keepHourly + Math.max(0, keepDaily - 1 - daysOfHours) + removed);
};

/** What the cluster's backups will cost: those of its schedule, each of the assumed size. */
export const backupBillables = (cluster: Pick<ClusterRecord, "spec">): Billable[] => {
  const quantity = keptSnapshots(cluster) * assumedSnapshotMiB * bytesAMiB;
  return quantity > 0 ? [{ kind: "snapshot", priceKey: "snapshot/s3-standard", quantity, part: "backups" }] : [];
};
