import { WrongState } from "#core/errors.ts";
import type { StageInput } from "#core/ports/state.ts";
import { backupOperation } from "./backup-operation.ts";
import { rehearseCluster } from "./rehearse-cluster.ts";
import type { Stage } from "./stage.ts";
import { takeBack } from "./take-back.ts";

/** What a wake comes to. */
export interface WakePlan {
  sha256: string;
}

export interface WakeInput extends StageInput {
  plan: WakePlan;
}

/**
 * Whether the snapshot is still what was kept, and whether all machines could be had now. What a wake before has left goes first: nothing of a
 * hibernated cluster runs. Makes nothing, so there is nothing to undo. @throws WrongState when there is nothing to wake from
 */
export const planWake: Stage<StageInput, { plan: WakePlan }> = async (input, ports) => {
  const { tenantId, clusterId, operationId } = input;
  const { backup } = await backupOperation(input, ports);
  const { backupId } = backup;
  await takeBack(input, (by) => by !== operationId, ports);
  const [cluster, groups, record, stored] = await Promise.all([
    ports.state.cluster(tenantId, clusterId),
    ports.state.nodeGroups(tenantId, clusterId),
    ports.backups.backup(tenantId, clusterId, backupId),
    ports.snapshots.find(clusterId, backupId),
  ]);
  if (stored?.sha256 !== record.sha256)
    throw new WrongState(
      `the file of backup ${backupId} ${stored ? `has SHA-256 ${stored.sha256}, not ${record.sha256}` : "is gone"}`,
    );
  const resources = await rehearseCluster(cluster.spec, groups, ports);
  await ports.state.updateCluster(input, { resources, at: ports.clock.now() });
  return { plan: { sha256: record.sha256 } };
};
