import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { openSession, verb, type World } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { changeVersion, type VersionOptions, versionOptions } from "./change-version.ts";

export const clusterRollback = (world: World): Command =>
  versionOptions(verb("rollback", "bring a cluster back to the version that it had before its last upgrade")).action(
    async (nameOrId: string, options: VersionOptions) => {
      const session = openSession(world, options);
      const { client } = session;
      const { id: clusterId, name } = await findCluster(client, nameOrId);
      const order = { params: { clusterId }, body: { force: options.force ?? [] } };
      await changeVersion(session, options, {
        plan: () => client("clusterRollback", { ...order, query: { validateOnly: "true" } }),
        ask: () => client("clusterRollback", { ...order, idempotencyKey: randomUUID() }),
        goesOn: `Rolling back the upgrade of cluster ${name}`,
        done: `Cluster ${name} is of the version that it had before`,
      });
    },
  );
