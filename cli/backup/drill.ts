import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World, waiting } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";

export const backupDrill = (world: World): Command =>
  waiting(verb("drill", "prove a backup: restore it beside the cluster, and read every object in it"))
    .argument("<cluster>", "name or id")
    .argument("<backup>", "id")
    .action(async (nameOrId: string, backupId: string, options: CommonOptions & WaitOptions) => {
      const session = openSession(world, options);
      const { id: clusterId, name } = await findCluster(session.client, nameOrId);
      const order = { params: { clusterId, backupId }, idempotencyKey: randomUUID() };
      await followOperation(session, () => session.client("backupDrill", order), options, {
        goesOn: `Proving backup ${backupId} of cluster ${name}`,
        done: `Backup ${backupId} of cluster ${name} is proven`,
      });
    });
