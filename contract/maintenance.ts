import * as z from "zod";
import { Timestamp } from "./names.ts";
import { CronTimes, TimeZone } from "./schedules.ts";

/** Which new versions a cluster is brought to by the service itself; `none`: to none. */
export const channels = ["none", "stable", "rapid"] as const;
const Channel = z.enum(channels).meta({
  description:
    "rapid: the newest version on offer; stable: patches at once, the next minor 120 days after its first release; none: nothing is upgraded by itself",
});
export type Channel = z.infer<typeof Channel>;

export const MaintenanceWindow = z
  .strictObject({
    schedule: CronTimes.meta({ description: "when it opens, as in crontab(5), by the clock of its time zone" }),
    timeZone: TimeZone.default("UTC"),
    durationMinutes: z
      .int()
      .min(15)
      .max(1440)
      .meta({ description: "how long it is open; at least what an upgrade of the cluster is expected to take" }),
  })
  .meta({
    id: "MaintenanceWindow",
    example: { schedule: "0 2 * * sun", timeZone: "Europe/Berlin", durationMinutes: 240 },
  });
export type MaintenanceWindow = z.infer<typeof MaintenanceWindow>;

const mostExclusions = 3;
const mostExclusionDays = 30;

const dayMilliseconds = 24 * 3600 * 1000;

export const MaintenanceExclusion = z
  .strictObject({
    from: Timestamp,
    to: Timestamp,
    reason: z.string().trim().min(1).max(200),
  })
  .superRefine(({ from, to }, context) => {
    const days = (Date.parse(to) - Date.parse(from)) / dayMilliseconds;
    if (days > 0 && days <= mostExclusionDays) return;
    const message = `after from (${from}), and ${mostExclusionDays} days after it at most`;
    context.addIssue({ code: "custom", path: ["to"], input: to, message });
  })
  .meta({
    id: "MaintenanceExclusion",
    example: { from: "2026-12-18T00:00:00Z", to: "2027-01-04T00:00:00Z", reason: "Christmas sales" },
  });
export type MaintenanceExclusion = z.infer<typeof MaintenanceExclusion>;

const Exclusions = z
  .array(MaintenanceExclusion)
  .max(mostExclusions)
  .meta({ description: "times in which nothing is upgraded by itself, windows or not" });

/** What is given takes the place of what was. */
export const UpdateMaintenance = z
  .strictObject({
    channel: Channel.optional(),
    window: MaintenanceWindow.nullable().optional(),
    exclusions: Exclusions.optional(),
  })
  .refine((given) => Object.keys(given).length > 0, "channel, window or exclusions")
  .meta({
    id: "UpdateMaintenance",
    minProperties: 1,
    example: { channel: "stable", window: MaintenanceWindow.meta()?.["example"] },
  });
export type UpdateMaintenance = z.infer<typeof UpdateMaintenance>;

/** Why a cluster is not upgraded by itself, where it is not. */
export const noUpgradeReasons = ["ChannelNone", "UpToDate", "NotRunning", "WindowTooShort", "NoWindowLeft"] as const;

const NextUpgrade = z
  .strictObject({
    version: z.string().optional(),
    at: Timestamp.optional().meta({
      description: "when it begins: the first moment in a window at which it still fits",
    }),
    reason: z.enum(noUpgradeReasons).optional().meta({ description: "instead of a moment: why there is none" }),
    message: z.string().optional(),
  })
  .meta({ id: "NextUpgrade", example: { version: "v1.37.2", at: "2026-12-27T01:00:00.000Z" } });

/** As it is shown: with the next upgrade, or why there is none. */
export const Maintenance = z
  .strictObject({
    channel: Channel,
    window: MaintenanceWindow.optional(),
    exclusions: Exclusions,
    nextUpgrade: NextUpgrade,
  })
  .meta({ id: "Maintenance" });
export type Maintenance = z.infer<typeof Maintenance>;
