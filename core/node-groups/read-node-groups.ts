import type { NodeGroup } from "#contract/node-groups.ts";
import type { PageQuery } from "#contract/pages.ts";
import type { Call, ReadPorts } from "#core/clusters/command.ts";
import { NotFound } from "#core/errors.ts";
import { closePage, openPage } from "#core/page-tokens.ts";
import type { NodeGroupRecord } from "#core/records.ts";
import { nodeGroupView } from "./node-group-view.ts";

/** @throws NotFound */
const groupsOf = async (tenantId: string, clusterId: string, { state }: ReadPorts): Promise<NodeGroupRecord[]> => {
  const [cluster, groups] = await Promise.all([
    state.cluster(tenantId, clusterId),
    state.nodeGroups(tenantId, clusterId),
  ]);
  if (cluster.state === "deleted") throw new NotFound(`there is no cluster ${clusterId}`);
  return groups;
};

const byId = (a: NodeGroupRecord, b: NodeGroupRecord): number => (a.nodeGroupId < b.nodeGroupId ? -1 : 1);

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
  const left = (await groupsOf(tenantId, clusterId, ports)).filter(({ nodeGroupId }) => nodeGroupId > after).sort(byId);
  const page = left.slice(0, limit);
  return closePage(scope, page.map(nodeGroupView), left.length > limit ? page.at(-1)?.nodeGroupId : undefined);
};

/** @throws NotFound */
export const viewNodeGroup = async (
  { caller, params }: Call<undefined, { clusterId: string; nodeGroupId: string }>,
  ports: ReadPorts,
): Promise<NodeGroup> => {
  const groups = await groupsOf(caller.tenantId, params.clusterId, ports);
  const group = groups.find(({ nodeGroupId }) => nodeGroupId === params.nodeGroupId);
  if (!group) throw new NotFound(`the cluster has no node group ${params.nodeGroupId}`);
  return nodeGroupView(group);
};
