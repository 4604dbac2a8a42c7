import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { allClusters } from "#cli/find-cluster.ts";
import { clusterTable } from "./cluster-text.ts";

export const clusterList = (world: World): Command =>
  verb("list", "list clusters, newest first").action(async (options: CommonOptions) => {
    const { client, print } = openSession(world, options);
    const clusters = await allClusters(client);
    print(
      clusters,
      clusters.length > 0 ? clusterTable(clusters) : "No clusters yet. `kubewright cluster create NAME` makes one.",
    );
  });
