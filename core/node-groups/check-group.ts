import { parseCidr } from "#contract/cidr.ts";
import { groupFaults, type NodeGroupSpec } from "#contract/node-groups.ts";
import { InvalidInput } from "#core/errors.ts";
import type { ClusterRecord, NodeGroupRecord } from "#core/records.ts";

/** Nodes that have a /24 of the pod range each. */
const roomOf = ({ spec }: ClusterRecord): number => (parseCidr(spec.network.podCidr)?.size ?? 0) / 256;

/**
 * Holds a whole group against the rules between its fields and against its cluster.
 * @param others the cluster's other groups
 * @throws InvalidInput that names every field at fault
 */
export const checkGroup = (spec: NodeGroupSpec, cluster: ClusterRecord, others: readonly NodeGroupRecord[]): void => {
  const zones = cluster.resources.subnets?.map(({ zone }) => zone);
  const faults = groupFaults(spec, zones);
  const elsewhere = others.reduce((sum, group) => sum + group.spec.size, cluster.spec.controlPlane.machines);
  const room = roomOf(cluster) - elsewhere;
  if (spec.size > room)
    faults.push({
      field: "size",
      value: spec.size,
      allowed: `at most ${Math.max(room, 0)}: the cluster's pod range (${cluster.spec.network.podCidr}) has no room for more nodes`,
    });
  const [first] = faults;
  if (first) throw new InvalidInput(`${first.field}: ${first.allowed}`, faults);
};
