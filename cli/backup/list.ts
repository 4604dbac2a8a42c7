import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { table } from "#cli/table.ts";
import { age } from "#cli/times.ts";
import { everyPage } from "#contract/every-page.ts";
import { sizeText } from "./size-text.ts";

export const backupList = (world: World): Command =>
  verb("list", "list a cluster's backups, newest first")
    .argument("<cluster>", "name or id")
    .action(async (nameOrId: string, options: CommonOptions) => {
      const { client, print } = openSession(world, options);
      const { id: clusterId } = await findCluster(client, nameOrId);
      const backups = await everyPage((page) =>
        client("backupList", { params: { clusterId }, query: { pageSize: 100, ...page } }),
      );
      const rows = backups.map(
        ({ id, takenAt, reason, requestedBy, kubernetesVersion, sizeBytes, keys, revision, drill }) => [
          ...[id, age(takenAt), reason, requestedBy, kubernetesVersion],
          ...[sizeText(sizeBytes), String(keys), String(revision), drill ? (drill.ok ? "yes" : "no") : "-"],
        ],
      );
      const heads = ["ID", "AGE", "FOR", "BY", "KUBERNETES", "SIZE", "KEYS", "REVISION", "PROVEN"];
      print(backups, backups.length > 0 ? table(heads, rows) : "No backups yet.");
    });
