import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { agree, yesOption } from "#cli/agree.ts";
import { type CommonOptions, openSession, verb, type World, waiting } from "#cli/command.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";
import { number } from "#cli/option-values.ts";
import { planText } from "#cli/plan-text.ts";
import { findNodeGroup } from "./find-node-group.ts";

type Options = CommonOptions & WaitOptions & { plan?: boolean; yes?: boolean; force?: boolean; maxSurge?: number };

export const nodeGroupRoll = (world: World): Command =>
  waiting(verb("roll", "replace a node group's machines that are not as it makes them today"))
    .argument("<cluster>", "name or id")
    .argument("<group>", "name or id")
    .option("--max-surge <number>", "machines that are replaced at the same time; 1 when absent", number)
    .option("--force", "delete pods that a PodDisruptionBudget keeps on a node that goes")
    .option("--plan", "only show what would be made and taken away, and what it would cost; nothing is done")
    .option(...yesOption)
    .action(async (cluster: string, nameOrId: string, options: Options) => {
      const session = openSession(world, options);
      const { client } = session;
      const { clusterId, group } = await findNodeGroup(client, cluster, nameOrId);
      const { maxSurge = 1, force = false } = options;
      const order = { params: { clusterId, nodeGroupId: group.id }, body: { maxSurge, force } };
      const planOf = () => client("nodeGroupRoll", { ...order, query: { validateOnly: "true" } });
      if (options.plan) {
        const plan = await planOf();
        session.print(plan, planText(plan));
        return;
      }
      await agree(session, options, async () => planText(await planOf()));
      const ask = () => client("nodeGroupRoll", { ...order, idempotencyKey: randomUUID() });
      await followOperation(session, ask, options, {
        goesOn: `Replacing outdated machines of node group ${group.name}`,
        done: `All machines of node group ${group.name} are as it makes them today`,
      });
    });
