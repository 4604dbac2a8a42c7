import { type CheckPorts, checkCluster } from "#core/billing/check-cluster.ts";
import { meterCluster } from "#core/billing/meter-cluster.ts";
import { meterSnapshots } from "#core/billing/meter-snapshots.ts";
import { type SettleBillsPorts, settleBills } from "#core/billing/settle-bills.ts";
import type { Machine, Machines } from "#core/ports/cloud.ts";
import type { Relay } from "#core/ports/health.ts";
import type { ClusterRecord } from "#core/records.ts";
import { atRest, type Watched, type WatchPorts, watchCluster } from "./watch-cluster.ts";

/** One function looks after so many at a time. */
const clustersAtOnce = 25;

export interface WatchResult {
  cluster: ClusterRecord;
  result: PromiseSettledResult<Watched>;
  /** Absent when it is not this cluster's minute. */
  metered?: PromiseSettledResult<Metered>;
}

export interface Metered {
  /** How much of what the cloud says exists was news. */
  news: number;
  /** By which the ledger differs from that still; absent when it is not this cluster's hour. */
  residualSeconds?: number;
}

/**
 * Ends are told by the cloud to the second for an hour after them, so looking now and then is as exact as looking all the time. What an
 * operation makes and takes away is looked at each minute, the rest spread over five.
 */
const meterEach = 5;

/** Bills are settled once an hour; which minute of it, each cluster's id says. */
const settleEach = 60;

/** Whether this is the minute of the cluster's turn. @param each minutes from turn to turn */
const isTurn = ({ clusterId }: ClusterRecord, now: string, each: number): boolean => {
  const turn = [...clusterId].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return (Math.floor(Date.parse(now) / 60_000) + turn) % each === 0;
};

const isDue = (cluster: ClusterRecord, now: string): boolean =>
  cluster.activeOperation !== undefined || isTurn(cluster, now, meterEach);

/** The bill after the meter: both are right whenever they are done, and the bill is fresh so. */
const meterAndBill = async (
  cluster: ClusterRecord,
  now: string,
  ports: CheckPorts & SettleBillsPorts,
): Promise<Metered> => {
  const learned = await meterCluster(cluster, ports);
  if (!isTurn(cluster, now, settleEach)) return { news: learned };
  const news = learned + (await meterSnapshots(cluster, ports));
  await settleBills(cluster, ports);
  const { residualSeconds } = await checkCluster(cluster, ports);
  return { news, residualSeconds };
};

/** Machines of a whole page of clusters by one call, when the first of them asks: EC2 is asked by nobody else as often. */
const lookedUpOnce = (
  clusters: readonly ClusterRecord[],
  machines: Pick<Machines, "listEach">,
): Pick<Machines, "list"> => {
  let all: Promise<Map<string, Machine[]>> | undefined;
  return {
    async list(clusterId) {
      all ??= machines.listEach(clusters.map((cluster) => cluster.clusterId));
      return (await all).get(clusterId) ?? [];
    },
  };
};

export type PagePorts = WatchPorts &
  CheckPorts &
  SettleBillsPorts & { relay: Relay; machines: Pick<Machines, "list" | "listEach"> };

/**
 * Watches one page of all clusters, and meters those whose turn it is, and lets somebody else watch the next one meanwhile: however many there are, each is looked at. A
 * cluster that cannot be looked at keeps no other waiting; where the cloud does not tell of machines, the page waits for the next minute.
 * @param after where the page begins
 */
export const watchClusters = async (after: string | undefined, ports: PagePorts): Promise<WatchResult[]> => {
  const now = ports.clock.now();
  const { items, next } = await ports.health.livingClusters({
    limit: clustersAtOnce,
    ...(after === undefined ? {} : { after }),
  });
  if (next !== undefined) await ports.relay.passOn(next);
  const due = items.filter((cluster) => isDue(cluster, now));
  const looking = { ...ports, machines: lookedUpOnce(items.filter(atRest), ports.machines) };
  const [results, meters] = await Promise.all([
    Promise.allSettled(items.map((cluster) => watchCluster(cluster, looking))),
    Promise.allSettled(due.map((cluster) => meterAndBill(cluster, now, ports))),
  ]);
  return items.flatMap((cluster, i) => {
    const result = results[i];
    const metered = meters[due.indexOf(cluster)];
    return result ? [{ cluster, result, ...(metered ? { metered } : {}) }] : [];
  });
};
