import type { Node } from "#contract/nodes.ts";
import { certificatesEndAt } from "#core/control-plane/certificate-life.ts";
import type { NodeGroupRecord, NodeRecord } from "#core/records.ts";

/** What callers see of a node. */
export const nodeView = (
  { tenantId: _, clusterId: __, operationId: ___, etcd: ____, nodeId, ...node }: NodeRecord,
  groups: readonly NodeGroupRecord[],
): Node => {
  const group = groups.find(({ nodeGroupId }) => nodeGroupId === node.nodeGroupId)?.spec.name;
  return {
    ...{ id: nodeId, ...node },
    ...(group === undefined ? {} : { nodeGroup: group }),
    ...(node.role === "control-plane" ? { certificatesExpireAt: certificatesEndAt(node.createdAt) } : {}),
  };
};
