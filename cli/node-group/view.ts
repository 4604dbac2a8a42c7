import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { findNodeGroup } from "./find-node-group.ts";
import { nodeGroupText } from "./node-group-text.ts";

export const nodeGroupView = (world: World): Command =>
  verb("view", "show a node group")
    .argument("<cluster>", "name or id")
    .argument("<group>", "name or id")
    .action(async (cluster: string, nameOrId: string, options: CommonOptions) => {
      const { client, print } = openSession(world, options);
      const { group } = await findNodeGroup(client, cluster, nameOrId);
      print(group, nodeGroupText(group));
    });
