import { NotYet } from "#core/errors.ts";
import { backupOperation } from "./backup-operation.ts";
import type { Stage } from "./stage.ts";

const dayMilliseconds = 24 * 3600 * 1000;
/** How long at the most; a schedule's retention takes its own away before. */
const keptDays = 30;

/** What has been sent is whole by the store's own reckoning; from here on it is a backup. @throws NotYet until it has come */
export const recordBackup: Stage = async (input, ports) => {
  const { tenantId, clusterId } = input;
  const { operation, backup } = await backupOperation(input, ports);
  const { backupId, reason = "caller", askedAt: takenAt = operation.createdAt } = backup;
  const stored = await ports.snapshots.find(clusterId, backupId);
  if (!stored) throw new NotYet("the machine has not sent the snapshot yet");
  const cluster = await ports.state.cluster(tenantId, clusterId);
  const record = {
    ...{ tenantId, clusterId, backupId, reason, ...stored },
    requestedBy: operation.requestedBy,
    takenAt,
    expiresAt: new Date(Date.parse(takenAt) + keptDays * dayMilliseconds).toISOString(),
    kubernetesVersion: cluster.spec.version,
  };
  await ports.backups.keep(record, input);
};

export const undoRecordBackup: Stage = async (input, ports) => {
  const { backup } = await backupOperation(input, ports);
  await ports.backups.forget(input.tenantId, input.clusterId, backup.backupId);
};
