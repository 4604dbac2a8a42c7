import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import type { NodeGroup } from "#cli/api-types.ts";
import { type CommonOptions, openSession, verb, type World, waiting } from "#cli/command.ts";
import { wrongInput } from "#cli/errors.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";
import { planText } from "#cli/plan-text.ts";
import { findNodeGroup } from "./find-node-group.ts";

type Options = CommonOptions & WaitOptions & { plan?: boolean; yes?: boolean; force?: boolean };

/** There is no way back, so that a person types the name, and a script says --yes. @throws CommandError */
const confirm = async ({ name, size }: NodeGroup, ask: World["ask"]): Promise<void> => {
  if (!ask) throw wrongInput(`deleting node group ${name} needs --yes where nobody can be asked`);
  const typed = await ask(`This deletes node group ${name} with its ${size} machines.\nType its name to go on: `);
  if (typed.trim() !== name) throw wrongInput("that is not its name; nothing was deleted");
};

export const nodeGroupDelete = (world: World): Command =>
  waiting(verb("delete", "drain and delete a node group with its machines"))
    .argument("<cluster>", "name or id")
    .argument("<group>", "name or id")
    .option("--plan", "only show what would go, and what that would save; nothing is done")
    .option("-y, --yes", "do not ask")
    .option("--force", "delete pods that a PodDisruptionBudget keeps")
    .action(async (cluster: string, nameOrId: string, options: Options) => {
      const session = openSession(world, options);
      const { client, ask: person } = session;
      const { clusterId, group } = await findNodeGroup(client, cluster, nameOrId);
      if (options.plan) {
        const params = { clusterId, nodeGroupId: group.id };
        const plan = await client("nodeGroupDelete", { params, query: { validateOnly: "true" } });
        session.print(plan, planText(plan));
        return;
      }
      if (!options.yes) await confirm(group, person);
      const ask = () =>
        client("nodeGroupDelete", {
          params: { clusterId, nodeGroupId: group.id },
          query: { force: options.force ? "true" : "false" },
          idempotencyKey: randomUUID(),
        });
      await followOperation(session, ask, options, {
        goesOn: `Deleting node group ${group.name}`,
        done: `Node group ${group.name} is gone`,
      });
    });
