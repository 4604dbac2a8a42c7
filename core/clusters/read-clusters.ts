import type { Cluster, ClusterQuery } from "#contract/clusters.ts";
import { labelPairs } from "#contract/names.ts";
import type { Node } from "#contract/nodes.ts";
import type { PageQuery } from "#contract/pages.ts";
import { upgradeView } from "#core/operations/operation-view.ts";
import { closePage, openPage } from "#core/page-tokens.ts";
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
  const view = clusterView(cluster, groups);
  if (cluster.state !== "updating" || cluster.activeOperation === undefined) return view;
  const { upgrade } = await state.operation(tenantId, cluster.activeOperation);
  return upgrade ? { ...view, upgrade: upgradeView(upgrade) } : view;
};

/** Of those with the state and all the labels, where any are named. @throws InvalidInput for a page token that is not ours */
export const listClusters = async (
  { caller: { tenantId }, query }: Call<undefined, undefined, ClusterQuery>,
  { state }: ReadPorts,
): Promise<{ items: Cluster[]; nextPageToken?: string }> => {
  const labels = labelPairs(query.label ?? "");
  const scope = { tenantId, list: "clusters", state: query.state, labels };
  const { items, next } = await state.clusters(tenantId, {
    ...openPage(scope, query),
    ...(query.state === undefined ? {} : { state: query.state }),
    ...(labels.length === 0 ? {} : { labels }),
  });
  const clusters = await Promise.all(
    items.map(async (cluster) => clusterView(cluster, await state.nodeGroups(tenantId, cluster.clusterId))),
  );
  return closePage(scope, clusters, next);
};

/** @throws NotFound, InvalidInput for a page token that is not ours */
export const listNodes = async (
  { caller: { tenantId }, params: { clusterId }, query }: Call<undefined, { clusterId: string }, PageQuery>,
  { state }: ReadPorts,
): Promise<{ items: Node[]; nextPageToken?: string }> => {
  const scope = { tenantId, list: "nodes", clusterId };
  const [groups, { items, next }] = await Promise.all([
    state.cluster(tenantId, clusterId).then(() => state.nodeGroups(tenantId, clusterId)),
    state.nodes(tenantId, clusterId, openPage(scope, query)),
  ]);
  const nodes = items.map(({ tenantId: _, clusterId: __, operationId: ___, nodeId, ...node }): Node => {
    const group = groups.find(({ nodeGroupId }) => nodeGroupId === node.nodeGroupId)?.spec.name;
    return { id: nodeId, ...node, ...(group === undefined ? {} : { nodeGroup: group }) };
  });
  return closePage(scope, nodes, next);
};
