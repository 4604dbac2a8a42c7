import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import type { Backup } from "#contract/backups.ts";
import { sizeText } from "./size-text.ts";

const drillText = ({ drill }: Backup): string => {
  if (!drill) return "not yet";
  if (!drill.ok) return `no, as of ${drill.at}: ${drill.message ?? "see the operation"} (${drill.operationId})`;
  return `${drill.at}: ${drill.objects} objects read, SHA-256 as taken, in ${drill.seconds} s (${drill.operationId})`;
};

export const backupText = (backup: Backup): string =>
  [
    ["Id", backup.id],
    ["Taken", `${backup.takenAt} by ${backup.requestedBy} (${backup.reason})`],
    ["Kept until", backup.expiresAt],
    ["Kubernetes", backup.kubernetesVersion],
    ["etcd", `${backup.etcdVersion}, revision ${backup.revision}, ${backup.keys} keys`],
    ["Proven", drillText(backup)],
    ["File", `${sizeText(backup.sizeBytes)}, SHA-256 ${backup.sha256}`],
  ]
    .map(([name = "", value = ""]) => `${`${name}:`.padEnd(13)}${value}`)
    .join("\n");

export const backupView = (world: World): Command =>
  verb("view", "show a backup")
    .argument("<cluster>", "name or id")
    .argument("<backup>", "id")
    .action(async (nameOrId: string, backupId: string, options: CommonOptions) => {
      const { client, print } = openSession(world, options);
      const { id: clusterId } = await findCluster(client, nameOrId);
      const backup = await client("backupView", { params: { clusterId, backupId } });
      print(backup, backupText(backup));
    });
