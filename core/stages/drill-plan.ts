import type { BackupRecord } from "#core/backups/backup-record.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { ClusterRecord, OperationRecord } from "#core/records.ts";
import { architectureOf } from "./machine-image.ts";
import { made } from "./made.ts";
import type { Ports } from "./stage.ts";

/** What a drill comes to: made once, by PlanDrill or PlanRehearsal, and carried by the workflow. */
export interface DrillPlan {
  machineType: string;
  imageId: string;
  /** Of Kubernetes. */
  version: string;
  subnetId: string;
  rootDiskGiB: number;
  sha256: string;
  /** What breaks is collected: the version is one that the cluster is to have. */
  rehearses?: true;
}

export interface DrillInput extends StageInput {
  plan: DrillPlan;
}

/** The smallest machine type of each architecture. */
const machineTypes = { x86_64: "t3.medium", arm64: "t4g.medium" } as const;

/** The machine that restores backups of such a cluster. */
export const drillMachineOf = ({ spec }: Pick<ClusterRecord, "spec">): string =>
  machineTypes[architectureOf(spec.controlPlane.machineType)];

const gibibyte = 1024 ** 3;
/** Beside the image: the file, and etcd's data twice. */
export const drillDiskFor = (sizeBytes: number): number => 20 + Math.ceil((3 * sizeBytes) / gibibyte);

/** What restores the backup with programs of the version. @throws NoCapacity, QuotaExceeded, NotFound when it cannot be had */
export const drillOn = async (
  version: string,
  { cluster, operation, record }: { cluster: ClusterRecord; operation: OperationRecord; record: BackupRecord },
  { machines }: Pick<Ports, "machines">,
): Promise<DrillPlan> => {
  const machineType = drillMachineOf(cluster);
  const imageId = await machines.image(version, architectureOf(machineType));
  await machines.rehearse({ machineType, imageId, count: 1 });
  const subnets = made(cluster, "subnets");
  // In another zone each time: one that has no room now does not stand in the way of the next.
  const subnetId = subnets[operation.generation % subnets.length]?.privateSubnetId ?? "";
  const rootDiskGiB = drillDiskFor(record.sizeBytes);
  return { machineType, imageId, version, subnetId, rootDiskGiB, sha256: record.sha256 };
};
