import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { wrongInput } from "#cli/errors.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { collectLabel } from "#cli/labels.ts";
import { clusterText } from "./cluster-text.ts";

interface UpdateOptions extends CommonOptions {
  label?: Record<string, string>;
  removeLabel?: string[];
  deletionProtection?: boolean;
  ifRev?: string;
}

const collect = (text: string, before: string[] = []): string[] => [...before, text];

export const clusterUpdate = (world: World): Command =>
  verb("update", "change a cluster's labels and deletion protection, at once")
    .argument("<cluster>", "name or id")
    .option("--label <key=value>", "set a label; may be repeated", collectLabel)
    .option("--remove-label <key>", "take a label away; may be repeated", collect)
    .option("--deletion-protection", "let nobody delete it")
    .option("--no-deletion-protection", "let it be deleted again")
    .option("--if-rev <revision>", "only if it is still at this revision, as `cluster view` shows it")
    .action(async (nameOrId: string, options: UpdateOptions) => {
      const { label, removeLabel = [], deletionProtection, ifRev } = options;
      const gone = Object.fromEntries(removeLabel.map((key) => [key, null]));
      const labels = label || removeLabel.length > 0 ? { ...label, ...gone } : undefined;
      if (labels === undefined && deletionProtection === undefined)
        throw wrongInput("nothing is to be changed: give --label, --remove-label or --[no-]deletion-protection");
      const { client, print } = openSession(world, options);
      const { id: clusterId } = await findCluster(client, nameOrId);
      const cluster = await client("clusterUpdate", {
        params: { clusterId },
        body: { ...(labels ? { labels } : {}), ...(deletionProtection === undefined ? {} : { deletionProtection }) },
        ...(ifRev === undefined ? {} : { ifMatch: `"${ifRev}"` }),
      });
      print(cluster, clusterText(cluster));
    });
