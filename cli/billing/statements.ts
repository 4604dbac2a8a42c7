import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { dollars } from "#cli/money.ts";
import { defined } from "#cli/option-values.ts";
import { table } from "#cli/table.ts";
import { everyPage } from "#contract/every-page.ts";
import type { Statement, TenantStatement } from "#contract/statements.ts";

const totalLine = ({ month, state, clusters, totalMicros, unrated }: TenantStatement): string => {
  // Whatever has got a price since is in a later month's corrections: what is closed does not change.
  const known = state === "closed" ? "was known when it was closed" : "is known";
  const without = unrated.length > 0 ? `, without ${unrated.join(", ")}, of which no price ${known}` : "";
  return `Total of ${month} (${state}), ${clusters} ${clusters === 1 ? "cluster" : "clusters"}: ${dollars(totalMicros)}${without}`;
};

const statementsText = (items: readonly Statement[]): string =>
  table(
    ["MONTH", "CLUSTER", "STATE", "TOTAL", "CORRECTIONS", "UNRATED", "AS OF"],
    items.map(({ month, clusterName, state, totalMicros, corrections, unrated, at }) => [
      ...[month, clusterName, state, dollars(totalMicros)],
      corrections.map((one) => `${dollars(one.micros)} of ${one.month}`).join(", "),
      ...[unrated.join(", "), at],
    ]),
  );

export const billingStatements = (world: World): Command =>
  verb("statements", "monthly statements: of all clusters for a month, with their total, or of one cluster")
    .option("--month <month>", "such as 2026-01; this one when absent, of a cluster all of them")
    .option("--cluster <cluster>", "name or id")
    .action(async ({ month, cluster, ...options }: CommonOptions & { month?: string; cluster?: string }) => {
      const { client, print } = openSession(world, options);
      const clusterId = cluster === undefined ? undefined : (await findCluster(client, cluster)).id;
      const items = await everyPage((page) => {
        const query = { ...defined({ month }), ...page };
        return clusterId === undefined
          ? client("billingStatements", { query })
          : client("clusterStatements", { params: { clusterId }, query });
      });
      if (clusterId !== undefined) return print({ items }, statementsText(items));
      const total = await client("billingStatement", { query: defined({ month }) });
      print({ items, total }, `${statementsText(items)}\n\n${totalLine(total)}`);
    });
