import { isKept } from "#core/nodes/is-kept.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";

/**
 * An upgrade has ended before its end: machines that serve are of another version than the cluster. Whoever goes on with it replaces
 * what is not well; until then nothing else is begun by the service, and what is written may be of either version.
 */
export const isHalfUpgraded = (
  { spec }: Pick<ClusterRecord, "spec">,
  nodes: readonly Pick<NodeRecord, "version" | "state">[],
): boolean => nodes.some((node) => !isKept(node) && node.version !== spec.version);
