import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { table } from "#cli/table.ts";
import { age } from "#cli/times.ts";
import { everyPage } from "#contract/every-page.ts";

export const nodeList = (world: World): Command =>
  verb("list", "list a cluster's machines")
    .argument("<cluster>", "name or id")
    .action(async (nameOrId: string, options: CommonOptions) => {
      const { client, print } = openSession(world, options);
      const { id: clusterId } = await findCluster(client, nameOrId);
      const nodes = await everyPage((page) =>
        client("nodeList", { params: { clusterId }, query: { pageSize: 100, ...page } }),
      );
      const rows = nodes.map((node) => [
        node.name,
        node.state,
        node.role === "worker" ? `worker (${node.nodeGroup ?? "?"})` : node.role,
        node.version,
        node.zone,
        node.faultDomain,
        node.machineType,
        node.address,
        age(node.createdAt),
        node.id,
        node.reason,
      ]);
      const heads = ["NAME", "STATE", "ROLE", "VERSION", "ZONE", "RACK", "TYPE", "ADDRESS", "AGE", "ID", "REASON"];
      print(nodes, nodes.length > 0 ? table(heads, rows) : "No machines yet.");
    });
