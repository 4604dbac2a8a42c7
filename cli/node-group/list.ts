import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { allNodeGroups } from "./find-node-group.ts";
import { nodeGroupTable } from "./node-group-text.ts";

export const nodeGroupList = (world: World): Command =>
  verb("list", "list a cluster's node groups")
    .argument("<cluster>", "name or id")
    .action(async (cluster: string, options: CommonOptions) => {
      const { client, print } = openSession(world, options);
      const { id: clusterId } = await findCluster(client, cluster);
      const items = await allNodeGroups(client, clusterId);
      print(items, items.length > 0 ? nodeGroupTable(items) : "No node groups.");
    });
