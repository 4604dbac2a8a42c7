import { randomUUID } from "node:crypto";
import { type Command, Option } from "commander";
import { agree, yesOption } from "#cli/agree.ts";
import type { UpgradeCluster } from "#cli/api-types.ts";
import { type CommonOptions, openSession, verb, type World, waiting } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";
import { forcible } from "#contract/upgrades.ts";
import { upgradePlanText } from "./upgrade-text.ts";

type Options = CommonOptions &
  WaitOptions & { version: string; chain?: boolean; force?: string[]; plan?: boolean; yes?: boolean };

export const clusterUpgrade = (world: World): Command =>
  waiting(verb("upgrade", "bring a cluster to a newer version of Kubernetes"))
    .argument("<cluster>", "name or id")
    .requiredOption("--version <version>", "the version, such as 1.37")
    .option(
      "--chain",
      "go over several minors, one after the other; each is rehearsed, and stays when a later one fails",
    )
    .addOption(
      new Option("--force <checks...>", "go on in spite of what these checks have found").choices([...forcible]),
    )
    .option("--plan", "only show what would be done, what it would cost, and what is in its way")
    .option(...yesOption)
    .action(async (nameOrId: string, options: Options) => {
      const session = openSession(world, options);
      const { client, print } = session;
      const { id: clusterId, name } = await findCluster(client, nameOrId);
      const { version, chain = false, force = [] } = options;
      const body = { version, chain, force } as UpgradeCluster;
      const planOf = () => client("clusterUpgrade", { params: { clusterId }, body, query: { validateOnly: "true" } });
      if (options.plan) {
        const plan = await planOf();
        print(plan, upgradePlanText(plan));
        return;
      }
      await agree(session, options, async () => upgradePlanText(await planOf()));
      const ask = () => client("clusterUpgrade", { params: { clusterId }, body, idempotencyKey: randomUUID() });
      await followOperation(session, ask, options, {
        goesOn: `Upgrading cluster ${name} to ${options.version}`,
        done: `Cluster ${name} is of ${options.version}`,
      });
    });
