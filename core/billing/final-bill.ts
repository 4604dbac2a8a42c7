import type { FinalBill } from "#contract/operations.ts";
import type { ClusterRecord } from "#core/records.ts";
import { type SettleBillsPorts, settleBills } from "./settle-bills.ts";
import { billLines, totalOf } from "./totals.ts";

/** Long before any cluster: everything that is on record counts. */
const ever = "2020-01-01T00:00:00.000Z";

/** Closes the statements of a cluster of which nothing is left, and adds up all that it has cost. May be done again. */
export const finalBill = async (
  cluster: Pick<ClusterRecord, "tenantId" | "clusterId" | "name">,
  ports: SettleBillsPorts,
): Promise<FinalBill> => {
  const { tenantId, clusterId } = cluster;
  await settleBills(cluster, ports, true);
  const now = ports.clock.now();
  const until = new Date(Date.parse(now) + 2 * 3600_000).toISOString();
  const usage = await ports.ledger.usage(tenantId, { since: ever, until, clusterId });
  const { micros, unrated } = totalOf(billLines(usage, { since: ever, until, by: "month" }, { book: ports.book, now }));
  const openUsages = usage.filter(({ end }) => end === undefined).length;
  return { currency: "USD", totalMicros: micros, unrated, usages: usage.length, openUsages };
};
