import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { wrongInput } from "#cli/errors.ts";
import { findCluster } from "#cli/find-cluster.ts";

export const backupDelete = (world: World): Command =>
  verb("delete", "delete a backup, at once")
    .argument("<cluster>", "name or id")
    .argument("<backup>", "id")
    .option("-y, --yes", "do not ask")
    .action(async (nameOrId: string, backupId: string, options: CommonOptions & { yes?: boolean }) => {
      const { client, print, ask } = openSession(world, options);
      const { id: clusterId, name } = await findCluster(client, nameOrId);
      if (!options.yes) {
        if (!ask) throw wrongInput(`deleting backup ${backupId} needs --yes where nobody can be asked`);
        const typed = await ask(`This deletes backup ${backupId} of cluster ${name}.\nType its id to go on: `);
        if (typed.trim() !== backupId) throw wrongInput("that is not its id; nothing was deleted");
      }
      const backup = await client("backupDelete", { params: { clusterId, backupId } });
      print(backup, `Backup ${backupId} is gone.`);
    });
