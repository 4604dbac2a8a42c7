import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { clusterText } from "./cluster-text.ts";

export const clusterView = (world: World): Command =>
  verb("view", "show a cluster")
    .argument("<cluster>", "name or id")
    .action(async (nameOrId: string, options: CommonOptions) => {
      const { client, print } = openSession(world, options);
      const cluster = await findCluster(client, nameOrId);
      print(cluster, clusterText(cluster));
    });
