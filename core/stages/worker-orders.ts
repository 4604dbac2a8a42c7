import type { MachineOrder, PlacementStrategy } from "#core/ports/cloud.ts";
import type { ClusterRecord, NodeGroupRecord } from "#core/records.ts";
import { bootstrapOf } from "./bootstrap.ts";
import { imageFor } from "./machine-image.ts";
import { made } from "./made.ts";
import type { Ports } from "./stage.ts";

/** Where a machine of a node group is to be. */
export interface Slot {
  slot: string;
  zone: string;
}

/** Zones that a group's machines may be in. */
export const zonesOf = (cluster: ClusterRecord, { spec }: NodeGroupRecord): string[] =>
  made(cluster, "subnets")
    .map(({ zone }) => zone)
    .filter((zone) => spec.zones?.includes(zone) ?? true);

/** How near to each other a group's machines are to be; undefined where it does not matter. */
export const strategyOf = ({ spec }: NodeGroupRecord): PlacementStrategy | undefined =>
  spec.placement === "any" ? undefined : spec.placement;

/** The orders for a group's machines: every field of the group that makes a machine is in them. */
export const workerOrders = (
  cluster: ClusterRecord,
  group: NodeGroupRecord,
  slots: readonly Slot[],
  {
    ports,
    operationId,
    workerProfile,
    version,
    imageId = imageFor(cluster, group.spec.machineType),
  }: {
    ports: Ports;
    operationId: string;
    workerProfile: string;
    /** Other than the cluster's own. */
    version?: string | undefined;
    imageId?: string;
  },
): MachineOrder[] => {
  const { nodeGroupId, spec, template } = group;
  const { clusterId } = cluster;
  const subnets = made(cluster, "subnets");
  const securityGroupId = made(cluster, "securityGroups").worker;
  const bootstrap = bootstrapOf(cluster, "worker", ports, version);
  const userData = ports.bootstrap.userData({
    ...bootstrap,
    labels: {
      ...bootstrap.labels,
      ...spec.labels,
      "kubewright.dev/node-group": spec.name,
      ...(spec.spot ? { "kubewright.dev/spot": "true" } : {}),
    },
    taints: spec.taints,
    ...(spec.dataDisks.length > 0 ? { dataDisks: spec.dataDisks.map(({ mountPath }) => ({ mountPath })) } : {}),
    ...(spec.userScript ? { userScript: spec.userScript } : {}),
  });
  return slots.map(({ slot, zone }) => {
    const subnet = subnets.find((one) => one.zone === zone);
    if (!subnet) throw new Error(`cluster ${clusterId} has no subnet in ${zone}`);
    return {
      clusterId,
      operationId,
      slot,
      role: "worker",
      nodeGroupId,
      template,
      imageId,
      machineType: spec.machineType,
      instanceProfile: workerProfile,
      userData,
      rootDiskGiB: spec.diskGiB,
      ...(spec.dataDisks.length > 0 ? { dataDisksGiB: spec.dataDisks.map(({ sizeGiB }) => sizeGiB) } : {}),
      ...(spec.spot ? { spot: true } : {}),
      place: { subnetId: subnet.privateSubnetId, securityGroupId },
      ...(strategyOf(group) ? { spreadGroup: nodeGroupId } : {}),
    };
  });
};

/** Placement groups of those node groups that want one. */
export const ensurePlacement = async (
  clusterId: string,
  groups: readonly NodeGroupRecord[],
  { machines }: Pick<Ports, "machines">,
): Promise<void> => {
  await Promise.all(
    groups.map(async (group) => {
      const strategy = strategyOf(group);
      if (strategy) await machines.ensureSpreadGroups(clusterId, [group.nodeGroupId], strategy);
    }),
  );
};
