import type { Part } from "#core/ports/inventory.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";

/** Everything of a cluster whose id is known, with the marks that it was made with. */
export const partsOf = ({ clusterId, resources }: ClusterRecord, nodes: readonly NodeRecord[]): Part[] => {
  const { vpcId, subnets = [], privateRouteTableId, securityGroups, members = [] } = resources;
  const part = (kind: Part["kind"], id: string | undefined, marks: Omit<Part["marks"], "clusterId">): Part[] =>
    id === undefined ? [] : [{ kind, id, marks: { clusterId, ...marks } }];
  return [
    ...part("vpc", vpcId, { role: "vpc" }),
    ...subnets.flatMap(({ zone, publicSubnetId, privateSubnetId }) => [
      ...part("subnet", publicSubnetId, { role: "public-subnet", zone }),
      ...part("subnet", privateSubnetId, { role: "private-subnet", zone }),
    ]),
    ...part("route-table", privateRouteTableId, { role: "private-routes" }),
    ...part("security-group", securityGroups?.controlPlane, { role: "control-plane" }),
    ...part("security-group", securityGroups?.worker, { role: "worker" }),
    ...members.flatMap(({ networkInterfaceId }) =>
      part("network-interface", networkInterfaceId, { role: "control-plane-address" }),
    ),
    ...nodes.flatMap(({ nodeId, role, nodeGroupId }) =>
      part("instance", nodeId, { role, ...(nodeGroupId === undefined ? {} : { nodeGroupId }) }),
    ),
  ];
};
