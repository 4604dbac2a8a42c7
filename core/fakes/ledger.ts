import { mergeUsage } from "#core/billing/merge-usage.ts";
import { earliestEnd } from "#core/billing/rate.ts";
import type { UsageInterval } from "#core/billing/usage.ts";
import type { Ledger } from "#core/ports/ledger.ts";

/** The ledger in memory; adapters/ledger.contract.ts holds it to the port's promises. */
export const fakeLedger = (): Ledger & { intervals: Map<string, UsageInterval> } => {
  const intervals = new Map<string, UsageInterval>();
  const keyOf = (tenantId: string, clusterId: string, usageId: string): string => `${tenantId} ${clusterId} ${usageId}`;
  const of = (tenantId: string, clusterId?: string): UsageInterval[] =>
    [...intervals.values()].filter(
      (one) => one.tenantId === tenantId && (clusterId === undefined || one.clusterId === clusterId),
    );
  return {
    intervals,
    async note(tenantId, facts) {
      let news = 0;
      for (const { settled, ...fact } of facts) {
        const key = keyOf(tenantId, fact.clusterId, fact.usageId);
        const known = intervals.get(key);
        const merged = mergeUsage(tenantId, known, fact, settled);
        if (merged === known) continue;
        intervals.set(key, structuredClone(merged));
        news += 1;
      }
      return news;
    },
    unsettled: async (tenantId, clusterId) =>
      structuredClone(of(tenantId, clusterId).filter(({ settled }) => !settled)),
    find: async (tenantId, clusterId, usageIds) =>
      [...new Set(usageIds)].flatMap((usageId) =>
        structuredClone(intervals.get(keyOf(tenantId, clusterId, usageId)) ?? []),
      ),
    lives: async (instanceId) =>
      structuredClone(
        [...intervals.values()].filter(
          ({ kind, resourceId, machineId }) => (kind === "machine" ? resourceId : machineId) === instanceId,
        ),
      ),
    usage: async (tenantId, { since, until, clusterId }) =>
      structuredClone(
        of(tenantId, clusterId)
          .filter(({ start, end }) => start < until && (end === undefined || end.at >= earliestEnd(since)))
          .sort((a, b) => (a.start === b.start ? (a.usageId < b.usageId ? -1 : 1) : a.start < b.start ? -1 : 1)),
      ),
  };
};
