import type { ClusterState } from "#contract/states.ts";
import type { ClusterRecord } from "#core/records.ts";
import { lastTime } from "#core/times.ts";

export type Switch = "cluster.hibernate" | "cluster.wake";

const possible: Record<Switch, readonly ClusterState[]> = {
  "cluster.hibernate": ["running", "degraded"],
  "cluster.wake": ["hibernated"],
};

/** What the schedule has last asked for, and when; of several times that were missed only the last counts. */
const lastOf = ({ spec }: Pick<ClusterRecord, "spec">, now: string): { kind: Switch; at: string } | undefined => {
  const { hibernation } = spec;
  if (!hibernation) return undefined;
  const { sleep, wake, timeZone, since } = hibernation;
  const [slept, woke] = [lastTime(sleep, timeZone, now), lastTime(wake, timeZone, now)];
  const last: { kind: Switch; at: string } | undefined =
    slept !== undefined && slept >= (woke ?? "")
      ? { kind: "cluster.hibernate", at: slept }
      : woke !== undefined
        ? { kind: "cluster.wake", at: woke }
        : undefined;
  // What was due before there was a schedule is not made up for.
  return last && last.at > since ? last : undefined;
};

/**
 * What the schedule wants of the cluster as it is now. Whoever has hibernated or woken it since the time was due, has the last word until
 * the next one.
 * @returns `isRepeat` where somebody has asked since: only to be done when that was the schedule itself, in vain
 */
export const dueSwitch = (
  cluster: Pick<ClusterRecord, "spec" | "state" | "hibernationAskedAt">,
  now: string,
): { kind: Switch; isRepeat: boolean } | undefined => {
  const last = lastOf(cluster, now);
  if (!last || !possible[last.kind].includes(cluster.state)) return undefined;
  return { kind: last.kind, isRepeat: (cluster.hibernationAskedAt ?? "") >= last.at };
};
