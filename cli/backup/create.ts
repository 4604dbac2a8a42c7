import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World, waiting } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";

export const backupCreate = (world: World): Command =>
  waiting(verb("create", "take a snapshot of a cluster's etcd and keep it"))
    .argument("<cluster>", "name or id")
    .action(async (nameOrId: string, options: CommonOptions & WaitOptions) => {
      const session = openSession(world, options);
      const { id: clusterId, name } = await findCluster(session.client, nameOrId);
      const order = { params: { clusterId }, idempotencyKey: randomUUID() };
      await followOperation(session, () => session.client("backupCreate", order), options, {
        goesOn: `Backing up cluster ${name}`,
        done: `Cluster ${name} is backed up`,
      });
    });
