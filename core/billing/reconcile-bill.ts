import type { Reconcile, Reconciliation } from "#contract/reconciliation.ts";
import type { Call, ReadPorts } from "#core/clusters/command.ts";
import { NotFound } from "#core/errors.ts";
import { billDiffers } from "#core/events/new-events.ts";
import type { Bills } from "#core/ports/bills.ts";
import { compareBill } from "./compare-bill.ts";
import type { BillingPorts } from "./read-charges.ts";
import { readRange } from "./read-range.ts";

const mostDays = 31;

/** Names of the tenant's clusters among the ids; what is not the tenant's is not there. */
const namesOf = async (
  tenantId: string,
  ids: readonly string[],
  { state }: ReadPorts,
): Promise<Map<string, string>> => {
  const names = new Map<string, string>();
  for (const clusterId of new Set(ids))
    try {
      names.set(clusterId, (await state.cluster(tenantId, clusterId)).name);
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
    }
  return names;
};

/**
 * Holds the ledger against lines of AWS's bill. Of each cluster that it is about, the result is kept and shown with its cost; where it is
 * not 0, and was not the same before, an event tells.
 * @throws InvalidInput for a range that makes no sense, or is over 31 days
 */
export const billingReconcile = async (
  { caller: { tenantId }, body: { since, until, lines } }: Call<Reconcile>,
  { bills, ...ports }: BillingPorts & { bills: Bills },
): Promise<Reconciliation> => {
  const { ledger, clock, prices } = ports;
  const at = clock.now();
  const range = readRange({ since, until }, at, mostDays);
  const usage = await ledger.usage(tenantId, range);
  const tags = lines.flatMap(({ clusterId }) => clusterId ?? []);
  const names = await namesOf(tenantId, [...usage.map(({ clusterId }) => clusterId), ...tags], ports);
  const book = await prices.book(usage, range);
  const result = compareBill(usage, lines, { range, clusters: new Set(names.keys()), book, now: at });
  for (const { clusterId, ...residual } of result.clusters) {
    const record = { tenantId, clusterId, at, ...range, ...residual };
    const before = await bills.reconciliation(tenantId, clusterId);
    const isNews =
      (residual.unitSeconds > 0 || residual.micros > 0) &&
      !(
        before?.since === record.since &&
        before.until === record.until &&
        before.unitSeconds === record.unitSeconds &&
        before.micros === record.micros
      );
    const name = names.get(clusterId) ?? clusterId;
    await bills.keepReconciliation(record, isNews ? billDiffers({ tenantId, clusterId, name }, record) : undefined);
  }
  return { ...result, at };
};
