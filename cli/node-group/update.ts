import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { agree } from "#cli/agree.ts";
import type { UpdateNodeGroup } from "#cli/api-types.ts";
import { type CommonOptions, openSession, verb, type World, waiting } from "#cli/command.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";
import { planText } from "#cli/plan-text.ts";
import { findNodeGroup } from "./find-node-group.ts";
import { type GroupOptions, groupBody, groupOptions } from "./group-options.ts";

type Options = CommonOptions & GroupOptions & WaitOptions & { force?: boolean };

export const nodeGroupUpdate = (world: World): Command =>
  groupOptions(waiting(verb("update", "resize a node group, or change what its nodes are")))
    .argument("<cluster>", "name or id")
    .argument("<group>", "name or id")
    .option("--force", "delete pods that a PodDisruptionBudget keeps on a node that goes")
    .action(async (cluster: string, nameOrId: string, options: Options) => {
      const session = openSession(world, options);
      const { client } = session;
      const { clusterId, group } = await findNodeGroup(client, cluster, nameOrId);
      const body = { ...groupBody(options), ...(options.force ? { force: true } : {}) };
      const order = {
        params: { clusterId, nodeGroupId: group.id },
        body: body as UpdateNodeGroup,
      };
      const planOf = () => client("nodeGroupUpdate", { ...order, query: { validateOnly: "true" } });
      if (options.plan) {
        const plan = await planOf();
        session.print(plan, planText(plan));
        return;
      }
      await agree(session, options, async () => planText(await planOf()));
      const ask = () => client("nodeGroupUpdate", { ...order, idempotencyKey: randomUUID() });
      await followOperation(session, ask, options, {
        goesOn: `Changing node group ${group.name}`,
        done: `Node group ${group.name} is as asked for`,
      });
    });
