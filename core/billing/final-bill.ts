import type { FinalBill } from "#contract/operations.ts";
import { NotYet } from "#core/errors.ts";
import type { ClusterRecord } from "#core/records.ts";
import { type SettleBillsPorts, settleBills } from "./settle-bills.ts";
import { billLines, totalOf } from "./totals.ts";

/** Long before any cluster: everything that is on record counts. */
const ever = "2020-01-01T00:00:00.000Z";

/**
 * Adds up what a cluster of which nothing is left has cost, as far as its usage is on record, and closes its statements: only once
 * nothing is open any more, for what is closed never changes. May be done again.
 * @throws NotYet while something is still on the bill
 */
export const finalBill = async (
  cluster: Pick<ClusterRecord, "tenantId" | "clusterId" | "name">,
  ports: SettleBillsPorts,
): Promise<FinalBill> => {
  const { tenantId, clusterId } = cluster;
  const now = ports.clock.now();
  const until = new Date(Date.parse(now) + 2 * 3600_000).toISOString();
  const usage = await ports.ledger.usage(tenantId, { since: ever, until, clusterId });
  const { micros, unrated } = totalOf(billLines(usage, { since: ever, until, by: "month" }, { book: ports.book, now }));
  const openUsages = usage.filter(({ end }) => end === undefined).length;
  if (openUsages > 0) throw new NotYet(`${openUsages} things are still on the bill`);
  await settleBills(cluster, ports, true);
  return { currency: "USD", totalMicros: micros, unrated, usages: usage.length, openUsages };
};
