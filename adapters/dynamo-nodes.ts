import type { NodeRecord } from "#core/records.ts";
import { instanceKey, keys } from "./dynamo-keys.ts";

/** A node is found by its instance too: that is all that the cloud's events name. */
export const nodeItem = (node: NodeRecord) => ({
  ...keys.node(node.tenantId, node.clusterId, node.nodeId),
  gsi2pk: instanceKey(node.nodeId),
  gsi2sk: node.nodeId,
  ...node,
});
