import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { dollars } from "#cli/money.ts";
import { facts, table } from "#cli/table.ts";
import type { ClusterCost, IdleHint } from "#contract/cluster-cost.ts";

/** What could be spared, in a line. */
export const hintText = ({ message, savesPerHourMicros, savesPerMonthMicros, since }: IdleHint): string =>
  `Hint: ${message}; saves ${dollars(savesPerHourMicros)} an hour, ${dollars(savesPerMonthMicros)} a month (so since ${since})`;

const costText = (name: string, cost: ClusterCost): string => {
  const { budget, unrated, hints, inexactUsages } = cost;
  const { ledger, bill } = cost;
  const lines = facts([
    ["Yesterday", dollars(cost.yesterdayMicros)],
    ["Today", dollars(cost.todayMicros)],
    ["An hour, now", dollars(cost.perHourMicros)],
    ["This month", dollars(cost.monthMicros)],
    ["Forecast", `${dollars(cost.forecastMicros)} for the whole month, if it stays as it is`],
    [
      "Budget",
      budget &&
        `${dollars(budget.monthlyMicros)} a month: ${budget.usedPercent} % used, ${budget.forecastPercent} % forecast`,
    ],
    ["Ledger", ledger && `${ledger.residualSeconds} s off what the cloud showed at ${ledger.at}`],
    [
      "AWS's bill",
      bill && `differs by ${bill.unitSeconds} s, ${dollars(bill.micros)}, from ${bill.since} to ${bill.until}`,
    ],
  ]);
  const rows = cost.parts.map(({ part, nodeGroup, perHourMicros, monthMicros }) => [
    nodeGroup ?? part,
    dollars(perHourMicros),
    dollars(monthMicros),
  ]);
  return [
    `Cluster ${name}, at list prices, before tax, as of ${cost.at}`,
    "",
    lines,
    "",
    table(["PART", "AN HOUR", "THIS MONTH"], rows),
    ...(unrated.length > 0 ? ["", `No price is known of ${unrated.join(", ")}: that is not in the sums.`] : []),
    ...(inexactUsages > 0 ? ["", `Of ${inexactUsages} things the end is known to some minutes only.`] : []),
    ...hints.map((hint) => `\n${hintText(hint)}`),
  ].join("\n");
};

export const clusterCost = (world: World): Command =>
  verb("cost", "what a cluster cost yesterday, costs now and will cost this month")
    .argument("<cluster>", "name or id")
    .action(async (nameOrId: string, options: CommonOptions) => {
      const { client, print } = openSession(world, options);
      const { id, name } = await findCluster(client, nameOrId);
      const cost = await client("clusterCost", { params: { clusterId: id } });
      print(cost, costText(name, cost));
    });
