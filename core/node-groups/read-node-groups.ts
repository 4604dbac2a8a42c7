import type { NodeGroup } from "#contract/node-groups.ts";
import type { Call, ReadPorts } from "#core/clusters/command.ts";
import { NotFound } from "#core/errors.ts";
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

/** All of them: a cluster has few. @throws NotFound */
export const listNodeGroups = async (
  { caller, params }: Call<undefined, { clusterId: string }>,
  ports: ReadPorts,
): Promise<{ items: NodeGroup[] }> => ({
  items: (await groupsOf(caller.tenantId, params.clusterId, ports)).map(nodeGroupView),
});

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
