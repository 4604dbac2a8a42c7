import type { Cluster } from "#cli/api-types.ts";
import { everyPage } from "#contract/every-page.ts";
import { ClusterId } from "#contract/names.ts";
import type { Client } from "./api-types.ts";
import { CommandError } from "./errors.ts";
import { exitCodes } from "./exit-codes.ts";

export const allClusters = (client: Client): Promise<Cluster[]> =>
  everyPage((page) => client("clusterList", { query: { pageSize: 100, ...page } }));

/** The cluster of a name or an id; names hold no '_', so that they cannot be mistaken. @throws CommandError when there is none */
export const findCluster = async (client: Client, nameOrId: string): Promise<Cluster> => {
  if (ClusterId.safeParse(nameOrId).success) return client("clusterView", { params: { clusterId: nameOrId } });
  const clusters = await allClusters(client);
  const found = clusters.find(({ name }) => name === nameOrId);
  if (found) return found;
  const names = clusters.map(({ name }) => name);
  throw new CommandError(
    `there is no cluster ${JSON.stringify(nameOrId)}`,
    exitCodes.notFound,
    names.length > 0
      ? `there are ${names.join(", ")}`
      : "there is none at all; `kubewright cluster create NAME` makes one",
  );
};

/** The id of a name or an id; an id is not looked for. @throws CommandError when there is none of the name */
export const clusterIdOf = async (client: Client, nameOrId: string): Promise<string> =>
  nameOrId.startsWith("cls_") ? nameOrId : (await findCluster(client, nameOrId)).id;
