import type { Client } from "#cli/api-types.ts";
import { CommandError } from "#cli/errors.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { everyPage } from "#contract/every-page.ts";

/** Id of the node of a name or an id. @throws CommandError when there is none */
export const findNode = async (client: Client, clusterId: string, nameOrId: string): Promise<string> => {
  const nodes = await everyPage((page) =>
    client("nodeList", { params: { clusterId }, query: { pageSize: 100, ...page } }),
  );
  const found = nodes.find(({ id, name }) => id === nameOrId || name === nameOrId);
  if (found) return found.id;
  const hint = "`kubewright node list CLUSTER` shows them";
  throw new CommandError(`the cluster has no node ${JSON.stringify(nameOrId)}`, exitCodes.notFound, hint);
};
