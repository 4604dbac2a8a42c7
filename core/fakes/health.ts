import { Conflict } from "#core/errors.ts";
import { healthChanged } from "#core/events/new-events.ts";
import type { HealthRecords, Relay } from "#core/ports/health.ts";
import { pageOf } from "./pages.ts";
import type { Kept } from "./state.ts";

/** Health in memory, on what the state keeps; adapters/health.contract.ts holds it to the port's promises. */
export const fakeHealth = (kept: Kept): HealthRecords => {
  const notices = new Map<string, { tenantId: string; clusterId: string; nodeId: string; at: string }>();
  return {
    async livingClusters({ limit, after }) {
      const living = [...kept.clusters.values()].filter(({ state }) => state !== "deleted");
      const sorted = living.sort((a, b) => (a.clusterId < b.clusterId ? -1 : 1));
      return pageOf(sorted, ({ clusterId }) => clusterId, limit, after);
    },

    async livingCluster(clusterId) {
      const found = kept.clusters.get(clusterId);
      return found?.state === "deleted" ? undefined : structuredClone(found);
    },

    nodeOfInstance: async (instanceId) => structuredClone(kept.nodes.get(instanceId)),

    async noteSpotNotice({ tenantId, clusterId, nodeId }, at) {
      const key = `${tenantId} ${clusterId} ${nodeId}`;
      if (!notices.has(key)) notices.set(key, { tenantId, clusterId, nodeId, at });
    },

    spotNotices: async (tenantId, clusterId) =>
      new Map(
        [...notices.values()]
          .filter((notice) => notice.tenantId === tenantId && notice.clusterId === clusterId)
          .map(({ nodeId, at }) => [nodeId, at]),
      ),

    async noteHealth({ tenantId, clusterId, rev }, { state, conditions, nodes, message, at }) {
      const cluster = kept.clusters.get(clusterId);
      if (cluster?.tenantId !== tenantId || cluster.rev !== rev || cluster.activeOperation !== undefined)
        throw new Conflict(`cluster ${clusterId} has changed since it was read`);
      if (message !== undefined) {
        const event = healthChanged(cluster, { state, message, at });
        kept.events.set(event.eventId, event);
      }
      Object.assign(cluster, { state, conditions: structuredClone(conditions), rev: rev + 1, updatedAt: at });
      for (const node of nodes) kept.nodes.set(node.nodeId, structuredClone(node));
    },
  };
};

export const fakeRelay = (): Relay & { passedOn: string[] } => {
  const passedOn: string[] = [];
  return { passedOn, passOn: async (after) => void passedOn.push(after) };
};
