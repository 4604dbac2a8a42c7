import { randomUUID } from "node:crypto";
import { type Command, Option } from "commander";
import { agree, yesOption } from "#cli/agree.ts";
import { type CommonOptions, openSession, verb, type World, waiting } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";
import { forcible } from "#contract/upgrades.ts";
import { upgradePlanText } from "./upgrade-text.ts";

type Options = CommonOptions & WaitOptions & { force?: (typeof forcible)[number][]; plan?: boolean; yes?: boolean };

export const clusterRollback = (world: World): Command =>
  waiting(verb("rollback", "bring a cluster back to the version that it had before its last upgrade"))
    .argument("<cluster>", "name or id")
    .addOption(
      new Option("--force <checks...>", "go on in spite of what these checks have found").choices([...forcible]),
    )
    .option("--plan", "only show what would be done, what it would cost, and what is in its way")
    .option(...yesOption)
    .action(async (nameOrId: string, options: Options) => {
      const session = openSession(world, options);
      const { client, print } = session;
      const { id: clusterId, name } = await findCluster(client, nameOrId);
      const body = { force: options.force ?? [] };
      const planOf = () => client("clusterRollback", { params: { clusterId }, body, query: { validateOnly: "true" } });
      if (options.plan) {
        const plan = await planOf();
        print(plan, upgradePlanText(plan));
        return;
      }
      await agree(session, options, async () => upgradePlanText(await planOf()));
      const ask = () => client("clusterRollback", { params: { clusterId }, body, idempotencyKey: randomUUID() });
      await followOperation(session, ask, options, {
        goesOn: `Rolling back the upgrade of cluster ${name}`,
        done: `Cluster ${name} is of the version that it had before`,
      });
    });
