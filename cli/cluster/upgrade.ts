import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { openSession, verb, type World } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { changeVersion, type VersionOptions, versionOptions } from "./change-version.ts";

type Options = VersionOptions & { version: string; chain?: boolean };

export const clusterUpgrade = (world: World): Command =>
  versionOptions(
    verb("upgrade", "bring a cluster to a newer version of Kubernetes")
      .requiredOption("--version <version>", "the version, such as 1.37")
      .option(
        "--chain",
        "go over several minors, one after the other; each is rehearsed, and stays when a later one fails",
      ),
  ).action(async (nameOrId: string, options: Options) => {
    const session = openSession(world, options);
    const { client } = session;
    const { id: clusterId, name } = await findCluster(client, nameOrId);
    const { version, chain = false, force = [] } = options;
    const order = { params: { clusterId }, body: { version, chain, force } };
    await changeVersion(session, options, {
      plan: () => client("clusterUpgrade", { ...order, query: { validateOnly: "true" } }),
      ask: () => client("clusterUpgrade", { ...order, idempotencyKey: randomUUID() }),
      goesOn: `Upgrading cluster ${name} to ${version}`,
      done: `Cluster ${name} is of ${version}`,
    });
  });
