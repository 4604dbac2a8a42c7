import { randomUUID } from "node:crypto";
import { type Command, Option } from "commander";
import { agree } from "#cli/agree.ts";
import type { NodeGroupSpec } from "#cli/api-types.ts";
import { type CommonOptions, openSession, verb, type World, waiting } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";
import { planText } from "#cli/plan-text.ts";
import { type GroupOptions, groupBody, groupOptions } from "./group-options.ts";

type Options = CommonOptions & GroupOptions & WaitOptions & { placement?: string };

export const nodeGroupCreate = (world: World): Command =>
  groupOptions(waiting(verb("create", "add a node group to a cluster")))
    .argument("<cluster>", "name or id")
    .argument("<name>", "1 to 40 of a-z, 0-9 and '-', starting with a letter")
    .addOption(
      new Option("--placement <strategy>", "how near its machines are").choices([
        "any",
        "spread",
        "partition",
        "cluster",
      ]),
    )
    .action(async (cluster: string, name: string, options: Options) => {
      const session = openSession(world, options);
      const { client } = session;
      const { id: clusterId, name: clusterName } = await findCluster(client, cluster);
      const { placement } = options;
      const body = { ...groupBody(options), name, ...(placement === undefined ? {} : { placement }) };
      const order = { params: { clusterId }, body: body as NodeGroupSpec };
      const planOf = () => client("nodeGroupCreate", { ...order, query: { validateOnly: "true" } });
      if (options.plan) {
        const plan = await planOf();
        session.print(plan, planText(plan));
        return;
      }
      await agree(session, options, async () => planText(await planOf()));
      const ask = () => client("nodeGroupCreate", { ...order, idempotencyKey: randomUUID() });
      await followOperation(session, ask, options, {
        goesOn: `Adding node group ${name} to cluster ${clusterName}`,
        done: `Node group ${name} is running`,
      });
    });
