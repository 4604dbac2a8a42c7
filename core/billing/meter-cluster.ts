import type { Estate, Ledger } from "#core/ports/ledger.ts";
import type { Clock } from "#core/ports/state.ts";
import { factsOfLook } from "./facts-of-look.ts";

export interface MeterPorts {
  estate: Estate;
  ledger: Ledger;
  clock: Clock;
}

/**
 * Brings the ledger up to what the cloud says exists. Asked for by stages before and after they take something away, by EC2's events
 * and by the minute's tick; by many at a time and any number of times.
 * @returns how much of it was news
 */
export const meterCluster = async (
  { tenantId, clusterId }: { tenantId: string; clusterId: string },
  { estate, ledger, clock }: MeterPorts,
): Promise<number> => {
  const at = clock.now();
  const [seen, unsettled] = await Promise.all([estate.look(clusterId), ledger.unsettled(tenantId, clusterId)]);
  // Snapshots are no part of the estate (meter-snapshots.ts).
  const open = unsettled.filter(({ kind }) => kind !== "snapshot");
  const ids = new Set(open.map(({ usageId }) => usageId));
  const ended = seen.filter(({ usageId, ended: is }) => is && !ids.has(usageId)).map(({ usageId }) => usageId);
  const found = ended.length > 0 ? await ledger.find(tenantId, clusterId, ended) : [];
  const facts = factsOfLook(tenantId, { seen, at }, [...open, ...found]);
  return facts.length > 0 ? ledger.note(tenantId, facts) : 0;
};
