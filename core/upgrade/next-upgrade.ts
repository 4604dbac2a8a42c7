import type { noUpgradeReasons } from "#contract/maintenance.ts";
import type { ClusterRecord, NodeGroupRecord } from "#core/records.ts";
import { channelTarget } from "./channels.ts";
import { assumedSeconds } from "./estimate.ts";
import { fittingTime } from "./windows.ts";

/** What decides when a cluster is upgraded by itself. */
export interface UpgradeOutlookFacts {
  cluster: Pick<ClusterRecord, "spec" | "state" | "activeOperation" | "upgradeTried">;
  groups: readonly { spec: Pick<NodeGroupRecord["spec"], "size"> }[];
  now: string;
  /** Absent: what is on offer. */
  offered?: readonly string[];
}

export type UpgradeOutlook =
  | { version: string; at: string; until: string }
  | { version?: string; reason: (typeof noUpgradeReasons)[number]; message: string };

const weekMilliseconds = 7 * 24 * 3600 * 1000;

/** How long an upgrade of the cluster is expected to take, in whole seconds; all its machines are replaced. One within a minor is over sooner. */
export const expectedSeconds = ({
  cluster,
  groups,
}: Pick<UpgradeOutlookFacts, "groups"> & {
  cluster: Pick<ClusterRecord, "spec">;
}): number =>
  assumedSeconds({
    members: cluster.spec.controlPlane.machines,
    nodes: groups.reduce((sum, { spec }) => sum + spec.size, 0),
    finalised: cluster.spec.controlPlane.machines,
  });

/**
 * Until when the service does not begin an upgrade to the version again: a week after it has in vain, unless a person has set the
 * maintenance anew since. @returns milliseconds; 0 where it has not
 */
export const pausedUntil = ({ spec, upgradeTried: tried }: UpgradeOutlookFacts["cluster"], version: string): number => {
  if (tried?.version !== version || (spec.maintenance?.since ?? "") > tried.at) return 0;
  return Date.parse(tried.at) + weekMilliseconds;
};

const iso = (at: number): string => new Date(at).toISOString();

/** When the service upgrades a cluster next, and to what: now, where `at` is not after now; or why it does not. */
export const nextUpgrade = (facts: UpgradeOutlookFacts): UpgradeOutlook => {
  const { cluster, now, offered } = facts;
  const { spec, state, activeOperation, upgradeTried: tried } = cluster;
  const { channel = "none", window, exclusions = [] } = spec.maintenance ?? {};
  if (channel === "none" || !window) return { reason: "ChannelNone", message: "the cluster is in no channel" };
  const target = channelTarget(channel, spec.version, Date.parse(now), offered);
  if (!target)
    return { reason: "UpToDate", message: `${spec.version} is the newest version on offer in channel ${channel}` };
  const { version } = target;
  if (activeOperation !== undefined && activeOperation === tried?.operationId)
    return { version, reason: "NotRunning", message: `operation ${activeOperation} brings it to another version` };
  if (state !== "running" && state !== "updating")
    return { version, reason: "NotRunning", message: `the cluster is ${state}; it is upgraded while it is running` };
  const seconds = expectedSeconds(facts);
  const minutes = Math.ceil(seconds / 60);
  if (minutes > window.durationMinutes)
    return {
      ...{ version, reason: "WindowTooShort" },
      message: `an upgrade is expected to take ${minutes} minutes, and windows are open for ${window.durationMinutes}`,
    };
  const from = Math.max(Date.parse(now), target.from, pausedUntil(cluster, version));
  const time = fittingTime(window, exclusions, { seconds, from });
  if (!time) return { version, reason: "NoWindowLeft", message: "there is no window in which it would fit" };
  return { version, at: iso(time.at), until: iso(time.until) };
};
