import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { clusterIdOf } from "#cli/find-cluster.ts";
import { facts } from "#cli/table.ts";

export const clusterCredentials = (world: World): Command =>
  verb("credentials", "hand out a key for a cluster that lives for an hour")
    .argument("<cluster>", "name or id")
    .action(async (nameOrId: string, options: CommonOptions) => {
      const { client, print } = openSession(world, options);
      const clusterId = await clusterIdOf(client, nameOrId);
      const credentials = await client("clusterCredentials", { params: { clusterId } });
      const { endpoint, groups, expiresAt } = credentials;
      print(
        credentials,
        `${facts([
          ["Endpoint", endpoint],
          ["Groups", groups.join(", ")],
          ["Until", expiresAt],
        ])}\n\nThe key itself comes with --output json or yaml; \`kubewright cluster kubeconfig\` writes one to a file.`,
      );
    });
