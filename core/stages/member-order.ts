import type { MachineOrder } from "#core/ports/cloud.ts";
import type { ClusterRecord, MemberPlace } from "#core/records.ts";
import { imageFor } from "./machine-image.ts";

/** Of all members: no two of them on one rack. */
export const memberSpreadGroup = "control-plane";

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
  const { machineType, etcdDiskGiB } = cluster.spec.controlPlane;
  return {
    clusterId: cluster.clusterId,
    operationId,
    slot,
    role: "control-plane",
    imageId,
    machineType,
    instanceProfile: profile,
    userData,
    rootDiskGiB: 20,
    etcdDiskGiB,
    place: { networkInterfaceId },
    spreadGroup: memberSpreadGroup,
  };
};
