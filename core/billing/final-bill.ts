import type { FinalBill } from "#contract/operations.ts";
import { NotYet } from "#core/errors.ts";
import type { StatementRecord } from "#core/ports/bills.ts";
import type { ClusterRecord } from "#core/records.ts";
import { hourMilliseconds } from "./rate.ts";
import { lastRated } from "./rate-again.ts";
import { firstKept } from "./read-range.ts";
import { type SettleBillsPorts, settleBills } from "./settle-bills.ts";
import { billLines, totalOf } from "./totals.ts";

/** Long before any cluster: everything that is on record counts. */
const ever = "2020-01-01T00:00:00.000Z";

/** What statements say of months before that one, with what was found about these later. @param statements newest first */
const before = (statements: readonly StatementRecord[], month: string): { micros: number; unrated: string[] } => {
  const old = statements.filter((one) => one.month < month);
  const corrections = statements.flatMap((one) => one.corrections).filter((one) => one.month < month);
  return {
    micros: [totalOf(old.flatMap(({ lines }) => lines)), ...corrections].reduce((sum, { micros }) => sum + micros, 0),
    // A closed statement itself names what has got a price since, too.
    unrated: old.flatMap((one) => lastRated(statements, one).unrated),
  };
};

/**
 * Adds up what a cluster of which nothing is left has cost, and closes its statements: only once nothing is open any more, for what is
 * closed never changes. Of months that the ledger has no more the statements count. Its budget ends. May be done again.
 * @throws NotYet while something is still on the bill
 */
export const finalBill = async (
  cluster: Pick<ClusterRecord, "tenantId" | "clusterId" | "name">,
  ports: SettleBillsPorts,
): Promise<FinalBill> => {
  const { tenantId, clusterId } = cluster;
  const { ledger, bills, prices } = ports;
  const now = ports.clock.now();
  const until = new Date(Date.parse(now) + 2 * hourMilliseconds).toISOString();
  const usage = await ledger.usage(tenantId, { since: ever, until, clusterId });
  const openUsages = usage.filter(({ end }) => end === undefined).length;
  if (openUsages > 0) throw new NotYet(`${openUsages} things are still on the bill`);

  await settleBills(cluster, ports, true);
  const month = firstKept(now);
  const range = { since: `${month}-01T00:00:00.000Z`, until };
  const book = await prices.book(usage, range);
  const kept = totalOf(billLines(usage, { ...range, by: "month" }, { book, now }));
  const old = before(await bills.statements(tenantId, { clusterId }), month);
  await bills.forget(tenantId, clusterId);
  return {
    currency: "USD",
    totalMicros: old.micros + kept.micros,
    unrated: [...new Set([...old.unrated, ...kept.unrated])].sort(),
    usages: usage.length,
    openUsages,
  };
};
