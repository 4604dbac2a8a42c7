import type { ClusterRecord, NodeGroupRecord, NodeRecord } from "#core/records.ts";
import { memberDisks } from "#core/stages/member-order.ts";
import type { Billable } from "./ledger.ts";

/** What one machine costs, with its disks. @param part `control-plane`, or the node group's id */
export const machineBillables = (
  { machineType, spot, disks }: { machineType: string; spot: boolean; disks: readonly number[] },
  part: string,
): Billable[] => [
  { kind: "machine", priceKey: `machine/${machineType}/${spot ? "spot" : "on-demand"}`, quantity: 1, part },
  ...disks.map((sizeGiB): Billable => ({ kind: "volume", priceKey: "volume/gp3", quantity: sizeGiB, part })),
];

/** Disks and market of a machine of the group, as it is made now. */
export const madeOf = ({ spec }: NodeGroupRecord): { disks: number[]; spot: boolean } => ({
  disks: [spec.diskGiB, ...spec.dataDisks.map(({ sizeGiB }) => sizeGiB)],
  spot: spec.spot,
});

/** The same of a member of the control plane. */
export const madeOfMember = (cluster: ClusterRecord): { disks: number[]; spot: boolean } => {
  const { rootDiskGiB, etcdDiskGiB } = memberDisks(cluster);
  return { disks: [rootDiskGiB, etcdDiskGiB], spot: false };
};

/** A worker; nothing when its group is none of these. */
export const workerBillables = (
  { machineType, nodeGroupId }: Pick<NodeRecord, "machineType" | "nodeGroupId">,
  groups: readonly NodeGroupRecord[],
): Billable[] => {
  const group = groups.find((one) => one.nodeGroupId === nodeGroupId);
  return group ? machineBillables({ machineType, ...madeOf(group) }, group.nodeGroupId) : [];
};

export const memberBillables = (cluster: ClusterRecord, machineType: string): Billable[] =>
  machineBillables({ machineType, ...madeOfMember(cluster) }, "control-plane");
