import { WrongState } from "#core/errors.ts";
import { backupOperation } from "./backup-operation.ts";
import type { Stage } from "./stage.ts";

/**
 * Reads the whole snapshot once more from where it is kept, and writes down that the cluster wakes from it. An operation that goes back takes
 * the snapshot away, and what is written here means nothing for a cluster that runs: there is nothing to undo.
 * @throws WrongState when it is not what was sent
 */
export const proveSnapshot: Stage = async (input, ports) => {
  const { tenantId, clusterId, operationId } = input;
  const { backup } = await backupOperation(input, ports);
  const { backupId } = backup;
  const [record, found] = await Promise.all([
    ports.backups.backup(tenantId, clusterId, backupId),
    ports.snapshots.read(clusterId, backupId),
  ]);
  if (found !== record.sha256)
    throw new WrongState(`the snapshot ${backupId} has SHA-256 ${found}, not ${record.sha256}; hibernate again`);
  await ports.state.updateCluster(input, { hibernatedFrom: { backupId, operationId }, at: ports.clock.now() });
};
