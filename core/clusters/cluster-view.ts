import type { Cluster } from "#contract/clusters.ts";
import type { ClusterRecord, NodeGroupRecord } from "#core/records.ts";

/** What callers see of a cluster. */
export const clusterView = (cluster: ClusterRecord, groups: NodeGroupRecord[]): Cluster => {
  const { clusterId, name, state, spec, endpoint, conditions, activeOperation, createdAt, updatedAt, rev } = cluster;
  return {
    id: clusterId,
    name,
    state,
    ...spec,
    nodeGroups: groups.map(({ nodeGroupId, state: groupState, spec: group }) => ({
      id: nodeGroupId,
      state: groupState,
      ...group,
    })),
    ...(endpoint === undefined ? {} : { endpoint }),
    conditions,
    ...(activeOperation === undefined ? {} : { activeOperation }),
    createdAt,
    updatedAt,
    rev,
  };
};
