import type { Recovery } from "#contract/clusters.ts";
import { healthCheckSeconds, healthyChecks, letGoSeconds } from "#core/control-plane/balancing.ts";
import type { ClusterRecord } from "#core/records.ts";
import type { BackupRecord } from "./backup-record.ts";

/** Allowed for what a drill has none of: kubeadm's phases and etcd's first election, on all members at once. */
const membersSeconds = 60;
const switchSeconds = letGoSeconds + healthyChecks * healthCheckSeconds;

/** The newest backup that a drill has proven. @param backups newest first */
export const newestProven = <Taken extends Pick<BackupRecord, "drill">>(backups: readonly Taken[]): Taken | undefined =>
  backups.find(({ drill }) => drill?.ok === true);

/** Seconds to a tenth. */
const tenth = (seconds: number): number => Math.round(seconds * 10) / 10;

/**
 * Recovery point and recovery time as of now. What a drill does on one machine, a restore does on all at once; reading every object is the
 * drill's own, and does not count. @param backups of the cluster, newest first
 */
export const recoveryOf = (
  { drilledAt }: Pick<ClusterRecord, "drilledAt">,
  backups: readonly BackupRecord[],
  now: string,
): Recovery => {
  const tried = drilledAt === undefined ? {} : { drilledAt };
  const proven = newestProven(backups);
  if (!proven?.drill) return tried;
  const { backupId, takenAt, drill } = proven;
  const rpoSeconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(takenAt)) / 1000));
  const { seconds, steps = [] } = drill;
  const point = { ...tried, provenBackupId: backupId, rpoSeconds };
  if (seconds === undefined) return point;
  const sum = (names: readonly string[]): number =>
    steps.filter(({ name }) => names.includes(name)).reduce((total, step) => total + step.seconds, 0);
  const restoreSeconds = tenth(sum(["snapshot", "restore", "api-server", "ready"]));
  const machineSeconds = tenth(Math.max(0, seconds - sum(["read"]) - restoreSeconds));
  const rtoParts = { machineSeconds, restoreSeconds, membersSeconds, switchSeconds };
  return { ...point, rtoSeconds: Math.ceil(Object.values(rtoParts).reduce((all, part) => all + part, 0)), rtoParts };
};
