import type { Condition } from "#contract/conditions.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import type { Page } from "./state.ts";

/** What is kept of the health of clusters that no operation holds. All methods may throw TemporaryFailure. */
export interface HealthRecords {
  /** Clusters of all tenants that are not deleted, by id. What was written last may be missing. @throws InvalidInput for a token that is not ours */
  livingClusters(page: { limit: number; after?: string }): Promise<Page<ClusterRecord>>;
  /** A cluster that is not deleted, whoever's it is. What was written last may be missing. */
  livingCluster(clusterId: string): Promise<ClusterRecord | undefined>;
  /** The node of an instance, whoever's it is; undefined for a machine that is none of ours. What was written last may be missing. */
  nodeOfInstance(instanceId: string): Promise<NodeRecord | undefined>;
  /** Keeps that the cloud takes a machine back, for as long as that can matter; the first word counts. */
  noteSpotNotice(node: { tenantId: string; clusterId: string; nodeId: string }, at: string): Promise<void>;
  /** When each machine of the cluster was told of, by instance id. */
  spotNotices(tenantId: string, clusterId: string): Promise<Map<string, string>>;
  /**
   * One transaction: the cluster's state and conditions, those nodes whose own state has changed, and the event that tells of it.
   * @param seen nodes that are on record, 50 at most; message only where there is something to tell
   * @throws Conflict when the cluster has changed since it was read, or an operation holds it
   */
  noteHealth(
    cluster: ClusterRecord,
    seen: {
      state: "running" | "degraded";
      conditions: Condition[];
      nodes: NodeRecord[];
      message?: string;
      at: string;
    },
  ): Promise<void>;
}

/** Lets the next page of clusters be watched by somebody else, at the same time. */
export interface Relay {
  /** @param after where the next page begins @throws TemporaryFailure */
  passOn(after: string): Promise<void>;
}
