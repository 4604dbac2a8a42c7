import { type Command, Option } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { csv, dollars } from "#cli/money.ts";
import { defined } from "#cli/option-values.ts";
import { table } from "#cli/table.ts";
import type { ChargeReport } from "#contract/billing.ts";

interface ChargesOptions extends CommonOptions {
  since?: string;
  until?: string;
  by: "hour" | "day";
  csv?: boolean;
}

const chargesText = ({ items, totalMicros, unrated }: ChargeReport): string =>
  [
    table(
      ["PERIOD", "PART", "KIND", "PRICE", "COST"],
      items.map(({ period, part, nodeGroup, kind, priceKey, micros }) => [
        ...[period, nodeGroup ?? part, kind, priceKey],
        micros === undefined ? "unrated" : dollars(micros),
      ]),
    ),
    "",
    `Total: ${dollars(totalMicros)}${unrated.length > 0 ? `, without ${unrated.join(", ")}, of which no price is known` : ""}`,
  ].join("\n");

const chargesCsv = ({ clusterId, currency, items }: ChargeReport): string =>
  csv(
    ["period", "cluster_id", "part", "node_group", "kind", "price_key", "micros", "currency"],
    items.map(({ period, part, nodeGroup, kind, priceKey, micros }) => [
      ...[period, clusterId, part, nodeGroup, kind, priceKey, micros, currency],
    ]),
  );

export const clusterCharges = (world: World): Command =>
  verb("charges", "what a cluster cost, by part, kind and day or hour")
    .argument("<cluster>", "name or id")
    .option(
      "--since <time>",
      "from the hour of this moment on, such as 2026-01-01T00:00:00Z; the first of the month that it ends in when absent",
    )
    .option("--until <time>", "up to the end of this moment's hour; now when absent")
    .addOption(new Option("--by <period>", "length of the periods").choices(["day", "hour"]).default("day"))
    .option("--csv", "comma-separated values")
    .action(async (nameOrId: string, { since, until, by, csv: asCsv, ...options }: ChargesOptions) => {
      const { client, print, out } = openSession(world, options);
      const { id } = await findCluster(client, nameOrId);
      const query = { by, ...defined({ since, until }) };
      const report = await client("clusterCharges", { params: { clusterId: id }, query });
      if (asCsv) out.line(chargesCsv(report));
      else print(report, chargesText(report));
    });
