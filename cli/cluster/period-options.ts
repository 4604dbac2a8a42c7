import { type Command, Option } from "commander";
import { defined } from "#cli/option-values.ts";
import { type PeriodQuery, UsageKind } from "#contract/billing.ts";

export interface PeriodOptions {
  since?: string;
  until?: string;
  by: PeriodQuery["by"];
  kind?: PeriodQuery["kind"];
  part?: string;
  csv?: boolean;
}

/** Options of what tells about a cluster's time, period by period. */
export const inPeriods = (command: Command): Command =>
  command
    .argument("<cluster>", "name or id")
    .option(
      "--since <time>",
      "from the hour of this moment on, such as 2026-01-01T00:00:00Z; the first of the month that it ends in when absent",
    )
    .option("--until <time>", "up to the end of this moment's hour; now when absent")
    .addOption(new Option("--by <period>", "length of the periods").choices(["hour", "day", "month"]).default("day"))
    .addOption(new Option("--kind <kind>", "of things of one kind only").choices(UsageKind.options))
    .option("--part <part>", "of control-plane, network, drill or one node group only")
    .option("--csv", "comma-separated values");

export const periodQuery = ({ since, until, by, kind, part }: PeriodOptions) => ({
  ...{ by, ...defined({ since, until, part }) },
  ...(kind === undefined ? {} : { kind }),
});
