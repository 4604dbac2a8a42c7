import type { Client } from "#cli/api-types.ts";
import { CommandError } from "#cli/errors.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { allPages } from "#cli/find-cluster.ts";

/** Id of the node of a name or an id. @throws CommandError when there is none */
export const findNode = async (client: Client, clusterId: string, nameOrId: string): Promise<string> => {
  const nodes = await allPages((pageToken) =>
    client("nodeList", { params: { clusterId }, query: { pageSize: 100, ...(pageToken ? { pageToken } : {}) } }),
  );
  const found = nodes.find(({ id, name }) => id === nameOrId || name === nameOrId);
  if (found) return found.id;
  const hint = "`kubewright node list CLUSTER` shows them";
  throw new CommandError(`the cluster has no node ${JSON.stringify(nameOrId)}`, exitCodes.notFound, hint);
};
