import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World, waiting } from "#cli/command.ts";
import { wrongInput } from "#cli/errors.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";
import { hibernationPlanText } from "./hibernation-text.ts";

type Options = CommonOptions & WaitOptions & { plan?: boolean; yes?: boolean };

export const clusterHibernate = (world: World): Command =>
  waiting(verb("hibernate", "keep a snapshot of a cluster and end its machines; its name, keys and endpoint stay"))
    .argument("<cluster>", "name or id")
    .option("--plan", "only show what would go, and what it would cost")
    .option("-y, --yes", "do not ask")
    .action(async (nameOrId: string, options: Options) => {
      const session = openSession(world, options);
      const { client, print, ask } = session;
      const { id: clusterId, name } = await findCluster(client, nameOrId);
      const planOf = () => client("clusterHibernate", { params: { clusterId }, query: { validateOnly: "true" } });
      if (options.plan) {
        const plan = await planOf();
        print(plan, hibernationPlanText(plan));
        return;
      }
      if (!options.yes) {
        if (!ask) throw wrongInput(`hibernating cluster ${name} needs --yes where nobody can be asked`);
        const typed = await ask(`${hibernationPlanText(await planOf())}\n\nType the cluster's name to go on: `);
        if (typed.trim() !== name) throw wrongInput("that is not its name; nothing was hibernated");
      }
      const order = { params: { clusterId }, idempotencyKey: randomUUID() };
      await followOperation(session, () => client("clusterHibernate", order), options, {
        goesOn: `Hibernating cluster ${name}`,
        done: `Cluster ${name} sleeps; \`kubewright cluster wake ${name}\` brings it back`,
      });
    });

export const clusterWake = (world: World): Command =>
  waiting(verb("wake", "bring a hibernated cluster back, with all its objects"))
    .argument("<cluster>", "name or id")
    .option("--plan", "only show what would be made, and what it would cost")
    .action(async (nameOrId: string, options: Options) => {
      const session = openSession(world, options);
      const { client, print } = session;
      const { id: clusterId, name } = await findCluster(client, nameOrId);
      if (options.plan) {
        const plan = await client("clusterWake", { params: { clusterId }, query: { validateOnly: "true" } });
        print(plan, hibernationPlanText(plan));
        return;
      }
      const order = { params: { clusterId }, idempotencyKey: randomUUID() };
      await followOperation(session, () => client("clusterWake", order), options, {
        goesOn: `Waking cluster ${name}`,
        done: `Cluster ${name} is awake`,
      });
    });
