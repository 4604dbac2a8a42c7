import type { NodeGroupRecord, NodeRecord } from "#core/records.ts";
import { isKept } from "./is-kept.ts";

/**
 * Whether the group would make the machine otherwise today: by another template (see machineFields in update-node-group.ts), of another
 * version, and so of another image, or in another zone. Labels and taints change on machines that are there. One that is kept serves nobody.
 */
const isOutdated = (
  node: Pick<NodeRecord, "template" | "version" | "zone" | "state">,
  { spec, template }: NodeGroupRecord,
  version: string,
): boolean =>
  !isKept(node) &&
  (node.template !== template || node.version !== version || !(spec.zones?.includes(node.zone) ?? true));

/** Those of the nodes that are the group's, and outdated. @param version that the cluster is of */
export const outdatedOf = (group: NodeGroupRecord, version: string, nodes: readonly NodeRecord[]): NodeRecord[] =>
  nodes.filter((node) => node.nodeGroupId === group.nodeGroupId && isOutdated(node, group, version));
