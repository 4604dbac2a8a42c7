import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { csv } from "#cli/money.ts";
import { defined } from "#cli/option-values.ts";
import { everyPage } from "#contract/every-page.ts";
import { FocusRow } from "#contract/focus.ts";

interface ExportOptions extends CommonOptions {
  cluster?: string;
  since?: string;
  until?: string;
}

const columns = Object.keys(FocusRow.shape) as (keyof FocusRow)[];

const focusCsv = (items: readonly FocusRow[]): string =>
  csv(
    columns,
    items.map((row) => columns.map((column) => row[column])),
  );

export const billingExport = (world: World): Command =>
  verb("export", "charges a resource and day in the columns of FOCUS, as CSV; 31 days at most")
    .option("--cluster <cluster>", "name or id; all of the tenant's when absent")
    .option("--since <time>", "from this moment's hour on; the first of the month that it ends in when absent")
    .option("--until <time>", "up to the end of this moment's hour; now when absent")
    .action(async ({ cluster, since, until, ...options }: ExportOptions) => {
      const { client, print } = openSession(world, options);
      const clusterId = cluster === undefined ? undefined : (await findCluster(client, cluster)).id;
      const query = { ...defined({ since, until }), ...(clusterId === undefined ? {} : { clusterId }) };
      const items = await everyPage((page) => client("billingFocus", { query: { ...query, pageSize: 1000, ...page } }));
      print({ items }, focusCsv(items));
    });
