import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World, waiting } from "#cli/command.ts";
import { wrongInput } from "#cli/errors.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";

type Options = CommonOptions & WaitOptions & { yes?: boolean };

export const clusterRestore = (world: World): Command =>
  waiting(verb("restore", "bring the control plane up anew from a backup; what was written since is lost"))
    .argument("<cluster>", "name or id")
    .argument("<backup>", "id")
    .option("-y, --yes", "do not ask")
    .action(async (nameOrId: string, backupId: string, options: Options) => {
      const session = openSession(world, options);
      const { client, ask } = session;
      const { id: clusterId, name } = await findCluster(client, nameOrId);
      const { takenAt } = await client("backupView", { params: { clusterId, backupId } });
      if (!options.yes) {
        if (!ask) throw wrongInput(`restoring cluster ${name} needs --yes where nobody can be asked`);
        const typed = await ask(`What was written to ${name} since ${takenAt} is lost.\nType its name to go on: `);
        if (typed.trim() !== name) throw wrongInput("that is not its name; nothing was restored");
      }
      const order = { params: { clusterId }, body: { backupId }, idempotencyKey: randomUUID() };
      await followOperation(session, () => client("clusterRestore", order), options, {
        goesOn: `Restoring cluster ${name}`,
        done: `Cluster ${name} is what it was at ${takenAt}`,
      });
    });
