import type { Reconcile, Reconciliation } from "#contract/reconciliation.ts";
import type { Call, ReadPorts } from "#core/clusters/command.ts";
import { NotFound } from "#core/errors.ts";
import { billDiffers } from "#core/events/new-events.ts";
import type { Bills, ReconciliationRecord } from "#core/ports/bills.ts";
import { together } from "#core/together.ts";
import { compareBill } from "./compare-bill.ts";
import type { BillingPorts } from "./read-charges.ts";
import { readRange } from "./read-range.ts";

const mostDays = 31;
/** A bill may be about a thousand clusters: one by one they would take longer than a call may. */
const clustersAtOnce = 25;

/** @throws the first fault, once nothing is under way any more */
const inTurns = async <Item, Result>(
  items: readonly Item[],
  act: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  for (let i = 0; i < items.length; i += clustersAtOnce)
    results.push(...(await together(items.slice(i, i + clustersAtOnce).map(act))));
  return results;
};

/** Undefined for what is not the tenant's: it is not there. */
const nameOf = async (tenantId: string, clusterId: string, { state }: ReadPorts): Promise<string | undefined> => {
  try {
    return (await state.cluster(tenantId, clusterId)).name;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
};

/** Clusters of the tenant's, by id: those of the ledger are, those of tags have to be asked for. */
const ownClusters = async (
  tenantId: string,
  { known, tags }: { known: readonly string[]; tags: readonly string[] },
  ports: ReadPorts,
): Promise<Set<string>> => {
  const own = new Set(known);
  const unknown = [...new Set(tags)].filter((clusterId) => !own.has(clusterId));
  const names = await inTurns(unknown, (clusterId) => nameOf(tenantId, clusterId, ports));
  for (const [i, clusterId] of unknown.entries()) if (names[i] !== undefined) own.add(clusterId);
  return own;
};

/** Keeps what a comparison has shown, with an event where it is not nothing, and was not the same before. */
const keep = async (record: ReconciliationRecord, { bills, ...ports }: ReadPorts & { bills: Bills }): Promise<void> => {
  const { tenantId, clusterId, since, until, unitSeconds, micros } = record;
  const differs = unitSeconds > 0 || micros > 0;
  const before = differs ? await bills.reconciliation(tenantId, clusterId) : undefined;
  const isSame =
    before?.since === since && before.until === until && before.unitSeconds === unitSeconds && before.micros === micros;
  if (!differs || isSame) return void (await bills.keepReconciliation(record));
  const name = (await nameOf(tenantId, clusterId, ports)) ?? clusterId;
  await bills.keepReconciliation(record, billDiffers({ tenantId, clusterId, name }, record));
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
  const clusters = await ownClusters(
    tenantId,
    {
      known: usage.map(({ clusterId }) => clusterId),
      tags: lines.flatMap(({ clusterId }) => clusterId ?? []),
    },
    ports,
  );
  const book = await prices.book(usage, range);
  const result = compareBill(usage, lines, { range, clusters, book, now: at });
  await inTurns(result.clusters, (residual) => keep({ tenantId, at, ...range, ...residual }, { bills, ...ports }));
  return { ...result, at };
};
