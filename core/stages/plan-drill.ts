import { minorOf } from "#core/backups/restore-cluster.ts";
import { WrongState } from "#core/errors.ts";
import type { StageInput } from "#core/ports/state.ts";
import { backupOperation } from "./backup-operation.ts";
import { type DrillPlan, drillOn } from "./drill-plan.ts";
import type { Stage } from "./stage.ts";

/**
 * Whether what is kept is still what was taken, and on what it is to be restored. Notes that a drill was tried, which holds whatever
 * becomes of it: nothing to undo. @throws WrongState when the backup's file is gone or another one
 */
export const planDrill: Stage<StageInput, { plan: DrillPlan }> = async (input, ports) => {
  const { tenantId, clusterId } = input;
  const at = ports.clock.now();
  await ports.state.updateCluster(input, { drilledAt: at, at });
  const { operation, backup } = await backupOperation(input, ports);
  const { backupId } = backup;
  const [cluster, record, stored] = await Promise.all([
    ports.state.cluster(tenantId, clusterId),
    ports.backups.backup(tenantId, clusterId, backupId),
    ports.snapshots.find(clusterId, backupId),
  ]);
  if (stored?.sha256 !== record.sha256)
    throw new WrongState(
      `the file of backup ${backupId} ${stored ? `has SHA-256 ${stored.sha256}, not ${record.sha256}` : "is gone"}`,
    );
  const { spec } = cluster;
  // As a restore would: by the cluster's own version, where that reads it.
  const version = minorOf(record.kubernetesVersion) === minorOf(spec.version) ? spec.version : record.kubernetesVersion;
  return { plan: await drillOn(version, { cluster, operation, record }, ports) };
};
