import type { Cluster, ClusterQuery } from "#contract/clusters.ts";
import { labelPairs } from "#contract/names.ts";
import type { Node } from "#contract/nodes.ts";
import type { PageQuery } from "#contract/pages.ts";
import { everyBackup } from "#core/backups/every-backup.ts";
import type { BackupPorts } from "#core/backups/read-backups.ts";
import { recoveryOf } from "#core/backups/recovery.ts";
import { keysView } from "#core/keys/keys-view.ts";
import { nodeView } from "#core/nodes/node-view.ts";
import { progressView } from "#core/operations/operation-view.ts";
import { closePage, openPage } from "#core/page-tokens.ts";
import type { Clock, State } from "#core/ports/state.ts";
import type { ClusterRecord, NodeGroupRecord } from "#core/records.ts";
import { clusterView } from "./cluster-view.ts";
import type { Call, ReadPorts } from "./command.ts";

/** @throws NotFound */
export const viewCluster = async (
  { caller: { tenantId }, params: { clusterId } }: Call<undefined, { clusterId: string }>,
  { state, backups, clock }: BackupPorts & { clock: Clock },
): Promise<Cluster> => {
  const [cluster, groups, { items: nodes }, taken] = await Promise.all([
    state.cluster(tenantId, clusterId),
    state.nodeGroups(tenantId, clusterId),
    state.nodes(tenantId, clusterId),
    everyBackup({ tenantId, clusterId }, { backups }),
  ]);
  const now = clock.now();
  const view = {
    ...clusterView(cluster, groups, now, nodes),
    recovery: recoveryOf(cluster, taken, now),
    keys: keysView(cluster, nodes, now),
  };
  if (cluster.state !== "updating" || cluster.activeOperation === undefined) return view;
  const { upgrade } = await state.operation(tenantId, cluster.activeOperation);
  return upgrade ? { ...view, ...progressView(upgrade) } : view;
};

/** Of the clusters of a page, newest first. Where nothing is left out between them, all are read at once. */
const groupsOf = async (
  clusters: readonly ClusterRecord[],
  isFiltered: boolean,
  state: State,
): Promise<NodeGroupRecord[]> => {
  const [newest, oldest] = [clusters[0], clusters.at(-1)];
  if (!newest || !oldest) return [];
  const { tenantId } = newest;
  if (!isFiltered) return state.nodeGroupsBetween(tenantId, oldest.clusterId, newest.clusterId);
  return (await Promise.all(clusters.map(({ clusterId }) => state.nodeGroups(tenantId, clusterId)))).flat();
};

/** Of those with the state and all the labels, where any are named. @throws InvalidInput for a page token that is not ours */
export const listClusters = async (
  { caller: { tenantId }, query }: Call<undefined, undefined, ClusterQuery>,
  { state, clock }: ReadPorts & { clock: Clock },
): Promise<{ items: Cluster[]; nextPageToken?: string }> => {
  const labels = labelPairs(query.label ?? "");
  const scope = { tenantId, list: "clusters", state: query.state, labels };
  const { items, next } = await state.clusters(tenantId, {
    ...openPage(scope, query),
    ...(query.state === undefined ? {} : { state: query.state }),
    ...(labels.length === 0 ? {} : { labels }),
  });
  const groups = await groupsOf(items, query.state !== undefined || labels.length > 0, state);
  const now = clock.now();
  const clusters = items.map((cluster) =>
    clusterView(
      cluster,
      groups.filter(({ clusterId }) => clusterId === cluster.clusterId),
      now,
    ),
  );
  return closePage(scope, clusters, next);
};

/** @throws NotFound, InvalidInput for a page token that is not ours */
export const listNodes = async (
  { caller: { tenantId }, params: { clusterId }, query }: Call<undefined, { clusterId: string }, PageQuery>,
  { state }: ReadPorts,
): Promise<{ items: Node[]; nextPageToken?: string }> => {
  const scope = { tenantId, list: "nodes", clusterId };
  // Before anything is asked: what throws here must not leave a question behind whose failure nobody waits for.
  const page = openPage(scope, query);
  const [groups, { items, next }] = await Promise.all([
    state.cluster(tenantId, clusterId).then(() => state.nodeGroups(tenantId, clusterId)),
    state.nodes(tenantId, clusterId, page),
  ]);
  const nodes = items.map((node) => nodeView(node, groups));
  return closePage(scope, nodes, next);
};
