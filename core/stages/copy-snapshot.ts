import { WrongState } from "#core/errors.ts";
import { removeBackups } from "./remove-backups.ts";
import type { Stage } from "./stage.ts";

/**
 * What the cluster is born from lies below it, too, from now on: its machines may read nothing else, and the other cluster may go. A file
 * that is there already, and is what was taken, is not copied again. @throws WrongState when the backup is not what it was
 */
export const copySnapshot: Stage = async ({ tenantId, clusterId }, { state, snapshots }) => {
  const { restoredFrom } = await state.cluster(tenantId, clusterId);
  if (!restoredFrom) throw new Error(`cluster ${clusterId} is born from no backup`);
  const { clusterId: from, backupId, sha256 } = restoredFrom;
  if ((await snapshots.find(clusterId, backupId))?.sha256 === sha256) return;
  const copied = await snapshots.copy(backupId, { from, to: clusterId });
  if (copied?.sha256 !== sha256)
    throw new WrongState(
      `the file of backup ${backupId} ${copied ? `has SHA-256 ${copied.sha256}, not ${sha256}` : "is gone"}; restore another backup`,
    );
};

/** Nothing else lies below a cluster that has not come to be. */
export const undoCopySnapshot: Stage = (input, ports) => removeBackups(input, ports);
