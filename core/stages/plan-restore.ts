import { mayBeRestored } from "#core/backups/restore-cluster.ts";
import { WrongState } from "#core/errors.ts";
import type { StageInput } from "#core/ports/state.ts";
import { backupOperation } from "./backup-operation.ts";
import { findImage } from "./find-image.ts";
import { made } from "./made.ts";
import { nextSlots } from "./member-slots.ts";
import type { RestorePlan } from "./restored-members.ts";
import type { Stage } from "./stage.ts";

/**
 * Whether what is kept is still what was taken, and where the new members are to be. Asks nothing of the cluster, which may have no
 * control plane any more. Makes nothing, so there is nothing to undo. @throws WrongState when the backup cannot be restored
 */
export const planRestore: Stage<StageInput, { plan: RestorePlan }> = async (input, ports) => {
  const { tenantId, clusterId } = input;
  const { backup } = await backupOperation(input, ports);
  const { backupId } = backup;
  const [cluster, record, stored, machines] = await Promise.all([
    ports.state.cluster(tenantId, clusterId),
    ports.backups.backup(tenantId, clusterId, backupId),
    ports.snapshots.find(clusterId, backupId),
    ports.machines.list(clusterId, "control-plane"),
  ]);
  mayBeRestored(record, cluster);
  if (stored?.sha256 !== record.sha256)
    throw new WrongState(
      `the file of backup ${backupId} ${stored ? `has SHA-256 ${stored.sha256}, not ${record.sha256}` : "is gone"}; restore another backup`,
    );
  const { machines: size, machineType } = cluster.spec.controlPlane;
  const imageId = await findImage(input, cluster, machineType, ports);
  await ports.machines.rehearse({ machineType, imageId, count: size });
  const subnets = made(cluster, "subnets");
  const slots = nextSlots(
    [...made(cluster, "members"), ...machines].map(({ slot }) => slot),
    size,
  );
  const launch = slots.map((slot, i) => ({ slot, subnetId: subnets[i % subnets.length]?.privateSubnetId ?? "" }));
  return { plan: { launch, sha256: record.sha256 } };
};
