import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { wrongInput } from "#cli/errors.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { collectLabel } from "#cli/labels.ts";
import { defined } from "#cli/option-values.ts";
import { clusterText } from "./cluster-text.ts";
import { type MaintenanceOptions, maintaining, maintenanceOf } from "./maintenance-options.ts";

interface UpdateOptions extends CommonOptions, MaintenanceOptions {
  label?: Record<string, string>;
  removeLabel?: string[];
  deletionProtection?: boolean;
  ifRev?: string;
  sleep?: string;
  wake?: string;
  timeZone?: string;
  hibernation?: boolean;
}

/** The whole schedule, as it is to be from now on; null: none; undefined: as it is. */
const scheduleOf = ({ sleep, wake, timeZone, hibernation }: UpdateOptions) => {
  if (hibernation === false) return null;
  if (sleep === undefined && wake === undefined) {
    if (timeZone !== undefined) throw wrongInput("--time-zone goes with --sleep or --wake");
    return undefined;
  }
  return {
    ...(sleep === undefined ? {} : { sleep }),
    ...(wake === undefined ? {} : { wake }),
    timeZone: timeZone ?? "UTC",
  };
};

const collect = (text: string, before: string[] = []): string[] => [...before, text];

export const clusterUpdate = (world: World): Command =>
  maintaining(verb("update", "change a cluster's labels, protection, times of hibernation and maintenance, at once"))
    .argument("<cluster>", "name or id")
    .option("--label <key=value>", "set a label; may be repeated", collectLabel)
    .option("--remove-label <key>", "take a label away; may be repeated", collect)
    .option("--deletion-protection", "let nobody delete it")
    .option("--no-deletion-protection", "let it be deleted again")
    .option("--sleep <times>", 'when to hibernate it, as in crontab, such as "0 20 * * mon-fri"')
    .option("--wake <times>", "when to wake it; what is not given is not done by itself any more")
    .option("--time-zone <name>", "of these times, such as Europe/Berlin; UTC by default")
    .option("--no-hibernation", "neither hibernate nor wake it by itself any more")
    .option("--if-rev <revision>", "only if it is still at this revision, as `cluster view` shows it")
    .action(async (nameOrId: string, options: UpdateOptions) => {
      const { label, removeLabel = [], deletionProtection, ifRev } = options;
      const gone = Object.fromEntries(removeLabel.map((key) => [key, null]));
      const labels = label || removeLabel.length > 0 ? { ...label, ...gone } : undefined;
      const hibernation = scheduleOf(options);
      const body = defined({ labels, deletionProtection, hibernation, maintenance: maintenanceOf(options) });
      if (Object.keys(body).length === 0)
        throw wrongInput(
          "nothing is to be changed: give --label, --remove-label, --[no-]deletion-protection, --sleep, --wake, --no-hibernation, --channel, --[no-]window, --exclude or --no-exclusions",
        );
      const { client, print } = openSession(world, options);
      const { id: clusterId } = await findCluster(client, nameOrId);
      const cluster = await client("clusterUpdate", {
        params: { clusterId },
        body,
        ...(ifRev === undefined ? {} : { ifMatch: `"${ifRev}"` }),
      });
      print(cluster, clusterText(cluster));
    });
