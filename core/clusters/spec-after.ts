import type { State } from "#core/ports/state.ts";
import type { ClusterSpec } from "#core/records.ts";

/** What a cluster is to be once it has been changed without an operation. */
export const specAfter = (
  { hibernation: _, maintenance: __, ...spec }: ClusterSpec,
  { labels, deletionProtection, hibernation, maintenance }: Parameters<State["changeCluster"]>[1],
): ClusterSpec => ({
  ...spec,
  labels: { ...labels },
  deletionProtection,
  ...(hibernation ? { hibernation: { ...hibernation } } : {}),
  ...(maintenance ? { maintenance: { ...maintenance } } : {}),
});
