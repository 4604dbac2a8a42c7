import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { csv } from "#cli/money.ts";
import { table } from "#cli/table.ts";
import type { UsageReport } from "#contract/billing.ts";
import { inPeriods, type PeriodOptions, periodQuery } from "./period-options.ts";

const kibAGiB = 1_048_576;

/** Of storage GiB-hours, of everything else hours. */
const hoursText = ({ kind, unitSeconds }: UsageReport["items"][number]): string => {
  const hours = unitSeconds / (kind === "snapshot" ? kibAGiB : 1) / 3600;
  return `${hours.toFixed(2)} ${kind === "volume" || kind === "snapshot" ? "GiB-hours" : "hours"}`;
};

const usageText = ({ items }: UsageReport): string =>
  table(
    ["PERIOD", "PART", "KIND", "PRICE", "USED"],
    items.map((item) => [item.period, item.nodeGroup ?? item.part, item.kind, item.priceKey, hoursText(item)]),
  );

const usageCsv = ({ clusterId, items }: UsageReport): string =>
  csv(
    ["period", "cluster_id", "part", "node_group", "kind", "price_key", "unit_seconds"],
    items.map(({ period, part, nodeGroup, kind, priceKey, unitSeconds }) => [
      ...[period, clusterId, part, nodeGroup, kind, priceKey, unitSeconds],
    ]),
  );

export const clusterUsage = (world: World): Command =>
  inPeriods(verb("usage", "what a cluster used, by part, kind and day, hour or month")).action(
    async (nameOrId: string, { csv: asCsv, ...options }: CommonOptions & PeriodOptions) => {
      const { client, print, out } = openSession(world, options);
      const { id } = await findCluster(client, nameOrId);
      const report = await client("clusterUsage", { params: { clusterId: id }, query: periodQuery(options) });
      if (asCsv) out.line(usageCsv(report));
      else print(report, usageText(report));
    },
  );
