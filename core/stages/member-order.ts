import type { MachineOrder } from "#core/ports/cloud.ts";
import type { ClusterRecord, MemberPlace } from "#core/records.ts";
import { imageFor } from "./machine-image.ts";

/** Of all members: no two of them on one rack. */
export const memberSpreadGroup = "control-plane";

/** Of each member. */
export const memberDisks = ({ spec }: ClusterRecord): { rootDiskGiB: number; etcdDiskGiB: number } => ({
  ...{ rootDiskGiB: 20, etcdDiskGiB: spec.controlPlane.etcdDiskGiB },
});

/** The order for the machine of a member of the control plane. */
export const memberOrder = (
  cluster: ClusterRecord,
  { slot, networkInterfaceId }: MemberPlace,
  {
    operationId,
    profile,
    userData,
    imageId = imageFor(cluster, cluster.spec.controlPlane.machineType),
  }: { operationId: string; profile: string; userData: string; imageId?: string },
): MachineOrder => {
  const { machineType } = cluster.spec.controlPlane;
  return {
    clusterId: cluster.clusterId,
    operationId,
    slot,
    role: "control-plane",
    imageId,
    machineType,
    instanceProfile: profile,
    userData,
    ...memberDisks(cluster),
    place: { networkInterfaceId },
    spreadGroup: memberSpreadGroup,
  };
};
