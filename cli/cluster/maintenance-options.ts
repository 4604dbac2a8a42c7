import { type Command, InvalidArgumentError, Option } from "commander";
import type { UpdateMaintenance } from "#cli/api-types.ts";
import { wrongInput } from "#cli/errors.ts";
import { defined, number } from "#cli/option-values.ts";
import { channels } from "#contract/maintenance.ts";

type Exclusion = NonNullable<UpdateMaintenance["exclusions"]>[number];

export interface MaintenanceOptions {
  channel?: UpdateMaintenance["channel"];
  /** false: none any more. */
  window?: string | false;
  windowMinutes?: number;
  windowTimeZone?: string;
  exclude?: Exclusion[];
  exclusions?: boolean;
}

/** `2026-12-18T00:00:00Z/2027-01-04T00:00:00Z=sales`: an interval as in ISO 8601, and why. */
const exclusion = (text: string, before: Exclusion[] = []): Exclusion[] => {
  const [, from, to, reason] = /^([^/=]+)\/([^/=]+)=(.+)$/.exec(text) ?? [];
  if (from === undefined || to === undefined || reason === undefined)
    throw new InvalidArgumentError("It is FROM/TO=REASON, such as 2026-12-18T00:00:00Z/2027-01-04T00:00:00Z=sales.");
  return [...before, { from, to, reason }];
};

export const maintaining = (command: Command): Command =>
  command
    .addOption(new Option("--channel <channel>", "new versions that it is upgraded to by itself").choices(channels))
    .option("--window <times>", 'when its maintenance window opens, as in crontab, such as "0 2 * * sun"')
    .option("--window-minutes <number>", "how long that is open; 240 by default", number)
    .option("--window-time-zone <name>", "of these times, such as Europe/Berlin; UTC by default")
    .option("--no-window", "no maintenance window any more; only with channel none")
    .option(
      "--exclude <from/to=reason>",
      "when nothing is upgraded by itself; may be repeated, up to 3 of 30 days each; takes the place of those before",
      exclusion,
    )
    .option("--no-exclusions", "no such times any more");

/** What of the maintenance is to be otherwise; undefined: nothing. */
export const maintenanceOf = (options: MaintenanceOptions): UpdateMaintenance | undefined => {
  const { channel, window: schedule, windowMinutes, windowTimeZone, exclude, exclusions } = options;
  if (typeof schedule !== "string" && (windowMinutes !== undefined || windowTimeZone !== undefined))
    throw wrongInput("--window-minutes and --window-time-zone go with --window");
  const window =
    typeof schedule === "string"
      ? { schedule, timeZone: windowTimeZone ?? "UTC", durationMinutes: windowMinutes ?? 240 }
      : schedule === false
        ? null
        : undefined;
  const given = defined({ channel, window, exclusions: exclude ?? (exclusions === false ? [] : undefined) });
  return Object.keys(given).length > 0 ? given : undefined;
};
