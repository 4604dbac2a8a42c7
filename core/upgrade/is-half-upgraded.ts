import { isKept } from "#core/nodes/is-kept.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";

/** A phase of a rotation has ended before its end: machines that serve have other keys than those that come. */
export const isHalfRotated = (
  { keySet }: Pick<ClusterRecord, "keySet">,
  nodes: readonly Pick<NodeRecord, "keyRevision" | "state">[],
): boolean => nodes.some((node) => !isKept(node) && (node.keyRevision ?? 0) !== (keySet?.revision ?? 0));

/**
 * An upgrade, or a phase of a rotation, has ended before its end: machines that serve are of another version than the cluster, or have other
 * keys. Whoever goes on with it replaces what is not well; until then nothing else is begun by the service, and what is written may be of
 * either version.
 */
export const isHalfUpgraded = (
  cluster: Pick<ClusterRecord, "spec" | "keySet">,
  nodes: readonly Pick<NodeRecord, "version" | "keyRevision" | "state">[],
): boolean =>
  isHalfRotated(cluster, nodes) || nodes.some((node) => !isKept(node) && node.version !== cluster.spec.version);

/** Which of the two has not come to its end, in words. */
export const halfText = (
  cluster: Pick<ClusterRecord, "clusterId" | "keySet">,
  nodes: readonly Pick<NodeRecord, "keyRevision" | "state">[],
): string =>
  `the ${isHalfRotated(cluster, nodes) ? "rotation of keys" : "upgrade"} of cluster ${cluster.clusterId} has not come to its end; go on with it first`;
