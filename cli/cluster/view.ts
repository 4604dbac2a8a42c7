import type { Command } from "commander";
import type { Client } from "#cli/api-types.ts";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { clusterIdOf } from "#cli/find-cluster.ts";
import type { IdleHint } from "#contract/cluster-cost.ts";
import type { Cluster } from "#contract/clusters.ts";
import { clusterText } from "./cluster-text.ts";
import { hintText } from "./cost.ts";

/** A cluster is shown, too, where its cost is not to be had. */
const hintsOf = async (client: Client, { id }: Cluster): Promise<IdleHint[]> => {
  try {
    return (await client("clusterCost", { params: { clusterId: id } })).hints;
  } catch {
    return [];
  }
};

export const clusterView = (world: World): Command =>
  verb("view", "show a cluster")
    .argument("<cluster>", "name or id")
    .action(async (nameOrId: string, options: CommonOptions) => {
      const { client, print } = openSession(world, options);
      const clusterId = await clusterIdOf(client, nameOrId);
      // A list leaves out what takes a look of its own: recovery, keys, what goes on.
      const cluster = await client("clusterView", { params: { clusterId } });
      const hints = options.output === "table" ? await hintsOf(client, cluster) : [];
      print(cluster, [clusterText(cluster), ...hints.map(hintText)].join("\n"));
    });
