import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { wrongInput } from "#cli/errors.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { dollars } from "#cli/money.ts";

/** @throws CommandError */
const microsOf = (amount: string): number | null => {
  if (amount === "none") return null;
  if (!/^\d{1,9}(\.\d{1,6})?$/.test(amount) || Number(amount) === 0)
    throw wrongInput(
      `the budget is ${JSON.stringify(amount)}; dollars a month such as 500 or 99.50 are needed, or 'none'`,
    );
  return Math.round(Number(amount) * 1e6);
};

export const clusterBudget = (world: World): Command =>
  verb("budget", "set what a cluster is to cost a month; events tell of 50, 80 and 100 %")
    .argument("<cluster>", "name or id")
    .argument("<dollars>", "a month, such as 500; 'none' takes the budget away")
    .action(async (nameOrId: string, amount: string, options: CommonOptions) => {
      const monthlyMicros = microsOf(amount);
      const { client, print } = openSession(world, options);
      const { id, name } = await findCluster(client, nameOrId);
      const set = await client("clusterBudget", { params: { clusterId: id }, body: { monthlyMicros } });
      const text =
        monthlyMicros === null ? "has no budget any more" : `has a budget of ${dollars(monthlyMicros)} a month`;
      print(set, `Cluster ${name} ${text}.`);
    });
