import type { Relay } from "#core/ports/health.ts";
import type { ClusterRecord } from "#core/records.ts";
import { type Watched, type WatchPorts, watchCluster } from "./watch-cluster.ts";

/** One function looks after so many at a time. */
const clustersAtOnce = 25;

export interface WatchResult {
  cluster: ClusterRecord;
  result: PromiseSettledResult<Watched>;
}

/**
 * Watches one page of all clusters, and lets somebody else watch the next one meanwhile: however many there are, each is looked at. A
 * cluster that cannot be looked at keeps no other waiting.
 * @param after where the page begins
 */
export const watchClusters = async (
  after: string | undefined,
  ports: WatchPorts & { relay: Relay },
): Promise<WatchResult[]> => {
  const { items, next } = await ports.health.livingClusters({
    limit: clustersAtOnce,
    ...(after === undefined ? {} : { after }),
  });
  if (next !== undefined) await ports.relay.passOn(next);
  const results = await Promise.allSettled(items.map((cluster) => watchCluster(cluster, ports)));
  return items.flatMap((cluster, i) => {
    const result = results[i];
    return result ? [{ cluster, result }] : [];
  });
};
