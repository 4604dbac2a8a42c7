import * as z from "zod";
import { Timestamp } from "./names.ts";

/** What is looked at each minute of a cluster at rest; it is `degraded` while one of them is not as it should be. */
export const healthConditions = ["ControlPlaneHealthy", "NodesHealthy", "RepairsHalted"] as const;
export type HealthCondition = (typeof healthConditions)[number];

/** Of clusters with a node group that is scaled by the service: whether pods wait for room that it may not, or cannot, make. */
export const scalingCondition = "ScalingLimited";

/** Whether somebody has changed by hand what the service has made. */
export const driftCondition = "DriftDetected";

/** Whether the last drill could restore its backup; unknown before the first. */
export const backupsCondition = "BackupsProven";

/** That it sleeps, and what it wakes from. */
export const hibernatedCondition = "Hibernated";

/** Of clusters in a channel: whether upgrades that are due take place; not while one is not ready, has failed or would not fit its window. */
export const upgradesCondition = "AutomaticUpgrades";

/** One fact about a resource, as in Kubernetes: what is (not) the case, why, since when. */
export const Condition = z
  .strictObject({
    type: z.string().meta({
      description: `Verified, ${healthConditions.join(", ")}, ${scalingCondition}, ${driftCondition}, ${hibernatedCondition}, ${backupsCondition}, ${upgradesCondition}`,
    }),
    is: z.enum(["true", "false", "unknown"]),
    reason: z.string().optional(),
    message: z.string().optional(),
    since: Timestamp,
  })
  .meta({ id: "Condition" });
export type Condition = z.infer<typeof Condition>;
