import type { NodeGroup } from "#contract/node-groups.ts";
import type { PageQuery } from "#contract/pages.ts";
import type { Call, ReadPorts } from "#core/clusters/command.ts";
import { NotFound } from "#core/errors.ts";
import { outdatedOf } from "#core/nodes/is-outdated.ts";
import { closePage, openPage } from "#core/page-tokens.ts";
import { nodeGroupView } from "./node-group-view.ts";

/** @throws NotFound */
const groupsOf = async (tenantId: string, clusterId: string, { state }: ReadPorts): Promise<NodeGroup[]> => {
  const [cluster, groups, { items: nodes }] = await Promise.all([
    state.cluster(tenantId, clusterId),
    state.nodeGroups(tenantId, clusterId),
    state.nodes(tenantId, clusterId),
  ]);
  if (cluster.state === "deleted") throw new NotFound(`there is no cluster ${clusterId}`);
  return groups.map((group) => nodeGroupView(group, outdatedOf(group, cluster.spec.version, nodes).length));
};

const byId = (a: NodeGroup, b: NodeGroup): number => (a.id < b.id ? -1 : 1);

/**
 * Oldest first. A cluster has few, so all are read; a page goes on behind the last group of the one before, also where that group is
 * gone. @throws NotFound, InvalidInput for a page token that is not ours
 */
export const listNodeGroups = async (
  { caller: { tenantId }, params: { clusterId }, query }: Call<undefined, { clusterId: string }, PageQuery>,
  ports: ReadPorts,
): Promise<{ items: NodeGroup[]; nextPageToken?: string }> => {
  const scope = { tenantId, list: "node-groups", clusterId };
  const { limit, after = "" } = openPage(scope, query);
  const left = (await groupsOf(tenantId, clusterId, ports)).filter(({ id }) => id > after).sort(byId);
  const page = left.slice(0, limit);
  return closePage(scope, page, left.length > limit ? page.at(-1)?.id : undefined);
};

/** @throws NotFound */
export const viewNodeGroup = async (
  { caller, params }: Call<undefined, { clusterId: string; nodeGroupId: string }>,
  ports: ReadPorts,
): Promise<NodeGroup> => {
  const groups = await groupsOf(caller.tenantId, params.clusterId, ports);
  const group = groups.find(({ id }) => id === params.nodeGroupId);
  if (!group) throw new NotFound(`the cluster has no node group ${params.nodeGroupId}`);
  return group;
};
