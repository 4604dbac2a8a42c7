import { minorOf } from "#core/backups/restore-cluster.ts";
import { WrongState } from "#core/errors.ts";
import type { StageInput } from "#core/ports/state.ts";
import { backupOperation } from "./backup-operation.ts";
import type { DrillPlan } from "./drill-plan.ts";
import { architectureOf } from "./machine-image.ts";
import { made } from "./made.ts";
import type { Stage } from "./stage.ts";

/** The smallest machine type of each architecture. */
const machineTypes = { x86_64: "t3.medium", arm64: "t4g.medium" } as const;

const gibibyte = 1024 ** 3;
/** Beside the image: the file, and etcd's data twice. */
const diskFor = (sizeBytes: number): number => 20 + Math.ceil((3 * sizeBytes) / gibibyte);

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
  const architecture = architectureOf(spec.controlPlane.machineType);
  const machineType = machineTypes[architecture];
  const imageId = await ports.machines.image(version, architecture);
  await ports.machines.rehearse({ machineType, imageId, count: 1 });
  const subnets = made(cluster, "subnets");
  // In another zone each time: one that has no room now does not stand in the way of the next.
  const subnetId = subnets[operation.generation % subnets.length]?.privateSubnetId ?? "";
  return {
    plan: { machineType, imageId, version, subnetId, rootDiskGiB: diskFor(record.sizeBytes), sha256: record.sha256 },
  };
};
