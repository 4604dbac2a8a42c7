import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { dollars } from "#cli/money.ts";
import { defined } from "#cli/option-values.ts";
import { table } from "#cli/table.ts";
import type { TenantCharges } from "#contract/billing.ts";

const chargesText = ({ items, totalMicros }: TenantCharges): string =>
  [
    table(
      ["CLUSTER", "COST", "UNRATED"],
      items.map(({ clusterId, micros, unrated }) => [clusterId, dollars(micros), unrated.join(", ")]),
    ),
    "",
    `Total: ${dollars(totalMicros)}`,
  ].join("\n");

export const billingCharges = (world: World): Command =>
  verb("charges", "what each cluster cost, deleted ones too")
    .option("--since <time>", "from this moment's hour on; the first of the month that it ends in when absent")
    .option("--until <time>", "up to the end of this moment's hour; now when absent")
    .action(async ({ since, until, ...options }: CommonOptions & { since?: string; until?: string }) => {
      const { client, print } = openSession(world, options);
      const charges = await client("billingCharges", { query: defined({ since, until }) });
      print(charges, chargesText(charges));
    });
