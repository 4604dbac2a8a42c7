import type { ClusterRecord, NodeGroupRecord, NodeRecord } from "#core/records.ts";
import type { Billable } from "./ledger.ts";
import { memberBillables, workerBillables } from "./machine-billables.ts";

/** The way out of a cluster's network. */
export const networkBillables: readonly Billable[] = [
  { kind: "nat-gateway", priceKey: "nat-gateway", quantity: 1, part: "network" },
  { kind: "address", priceKey: "address/public-ipv4", quantity: 1, part: "network" },
];

/** The balancer before the control plane, with an address a zone. */
export const balancerBillables = (zones: number): Billable[] => [
  { kind: "load-balancer", priceKey: "load-balancer/network", quantity: 1, part: "network" },
  { kind: "address", priceKey: "address/public-ipv4", quantity: zones, part: "network" },
];

/** Of a cluster that runs: network and control plane, by its specification. */
export const frameBillables = (cluster: ClusterRecord): Billable[] => {
  const { machines, machineType } = cluster.spec.controlPlane;
  return [
    ...networkBillables,
    ...balancerBillables(cluster.resources.subnets?.length ?? 0),
    ...Array.from({ length: machines }, () => memberBillables(cluster, machineType)).flat(),
  ];
};

/** What there is of a cluster that runs and costs: the frame, and each worker on record. */
export const standing = ({
  cluster,
  nodeGroups,
  nodes,
}: {
  cluster: ClusterRecord;
  nodeGroups: readonly NodeGroupRecord[];
  nodes: readonly NodeRecord[];
}): Billable[] => [...frameBillables(cluster), ...nodes.flatMap((node) => workerBillables(node, nodeGroups))];
