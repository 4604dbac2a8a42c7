import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { csv, dollars } from "#cli/money.ts";
import { table } from "#cli/table.ts";
import type { ChargeReport } from "#contract/billing.ts";
import { inPeriods, type PeriodOptions, periodQuery } from "./period-options.ts";

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
  inPeriods(verb("charges", "what a cluster cost, by part, kind and day, hour or month")).action(
    async (nameOrId: string, { csv: asCsv, ...options }: CommonOptions & PeriodOptions) => {
      const { client, print, out } = openSession(world, options);
      const { id } = await findCluster(client, nameOrId);
      const report = await client("clusterCharges", { params: { clusterId: id }, query: periodQuery(options) });
      if (asCsv) out.line(chargesCsv(report));
      else print(report, chargesText(report));
    },
  );
