import type { Client, NodeGroup } from "#cli/api-types.ts";
import { CommandError } from "#cli/errors.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { everyPage } from "#contract/every-page.ts";

export const allNodeGroups = (client: Client, clusterId: string): Promise<NodeGroup[]> =>
  everyPage((page) => client("nodeGroupList", { params: { clusterId }, query: { pageSize: 100, ...page } }));

/** A cluster's node group by name or id. @throws CommandError when there is none */
export const findNodeGroup = async (
  client: Client,
  cluster: string,
  nameOrId: string,
): Promise<{ clusterId: string; group: NodeGroup }> => {
  const { id: clusterId, name } = await findCluster(client, cluster);
  const items = await allNodeGroups(client, clusterId);
  const group = items.find((one) => one.id === nameOrId || one.name === nameOrId);
  if (group) return { clusterId, group };
  const names = items.map((one) => one.name).join(", ");
  throw new CommandError(
    `cluster ${name} has no node group ${JSON.stringify(nameOrId)}`,
    exitCodes.notFound,
    items.length > 0 ? `it has ${names}` : `\`kubewright node-group create ${name} NAME\` makes one`,
  );
};
