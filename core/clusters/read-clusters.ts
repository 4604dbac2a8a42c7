import type { Cluster } from "#contract/clusters.ts";
import type { Node } from "#contract/nodes.ts";
import type { PageQuery } from "#contract/pages.ts";
import { clusterView } from "./cluster-view.ts";
import type { Call, ReadPorts } from "./command.ts";

/** @throws NotFound */
export const viewCluster = async (
  { caller: { tenantId }, params: { clusterId } }: Call<undefined, { clusterId: string }>,
  { state }: ReadPorts,
): Promise<Cluster> => {
  const [cluster, groups] = await Promise.all([
    state.cluster(tenantId, clusterId),
    state.nodeGroups(tenantId, clusterId),
  ]);
  return clusterView(cluster, groups);
};

/** @throws InvalidInput for a page token that is not ours */
export const listClusters = async (
  { caller: { tenantId }, query: { pageSize, pageToken } }: Call<undefined, undefined, PageQuery>,
  { state }: ReadPorts,
): Promise<{ items: Cluster[]; nextPageToken?: string }> => {
  const { items, next } = await state.clusters(tenantId, {
    limit: pageSize,
    ...(pageToken === undefined ? {} : { after: pageToken }),
  });
  const clusters = await Promise.all(
    items.map(async (cluster) => clusterView(cluster, await state.nodeGroups(tenantId, cluster.clusterId))),
  );
  return { items: clusters, ...(next === undefined ? {} : { nextPageToken: next }) };
};

/** @throws NotFound, InvalidInput for a page token that is not ours */
export const listNodes = async (
  {
    caller: { tenantId },
    params: { clusterId },
    query: { pageSize, pageToken },
  }: Call<undefined, { clusterId: string }, PageQuery>,
  { state }: ReadPorts,
): Promise<{ items: Node[]; nextPageToken?: string }> => {
  const [groups, { items, next }] = await Promise.all([
    state.cluster(tenantId, clusterId).then(() => state.nodeGroups(tenantId, clusterId)),
    state.nodes(tenantId, clusterId, { limit: pageSize, ...(pageToken === undefined ? {} : { after: pageToken }) }),
  ]);
  const nodes = items.map(({ tenantId: _, clusterId: __, operationId: ___, nodeId, ...node }): Node => {
    const group = groups.find(({ nodeGroupId }) => nodeGroupId === node.nodeGroupId)?.spec.name;
    return { id: nodeId, ...node, ...(group === undefined ? {} : { nodeGroup: group }) };
  });
  return { items: nodes, ...(next === undefined ? {} : { nextPageToken: next }) };
};
