import type { Relay } from "#core/ports/health.ts";
import type { ClusterRecord } from "#core/records.ts";
import { type DriftWatched, type WatchDriftPorts, watchDrift } from "./watch-drift.ts";

/** One function looks after so many at a time: each takes a dozen calls of EC2. */
const clustersAtOnce = 10;

export interface DriftResult {
  cluster: ClusterRecord;
  result: PromiseSettledResult<DriftWatched>;
}

/**
 * Looks for drift on one page of all clusters, and lets somebody else look at the next one meanwhile. A cluster that cannot be looked
 * at keeps no other waiting.
 * @param after where the page begins
 */
export const watchDrifts = async (
  after: string | undefined,
  ports: WatchDriftPorts & { relay: Relay },
): Promise<DriftResult[]> => {
  const { items, next } = await ports.health.livingClusters({
    limit: clustersAtOnce,
    ...(after === undefined ? {} : { after }),
  });
  if (next !== undefined) await ports.relay.passOn(next);
  const results = await Promise.allSettled(items.map((cluster) => watchDrift(cluster, ports)));
  return items.flatMap((cluster, i) => {
    const result = results[i];
    return result ? [{ cluster, result }] : [];
  });
};
