import type { UpgradeEstimate } from "#contract/rehearsals.ts";
import { healthCheckSeconds, healthyChecks, letGoSeconds } from "#core/control-plane/balancing.ts";

/** Of a machine of EC2, where no rehearsal has measured one: its programs begin, and an API server on it serves. */
export const assumedTimes = { machineSeconds: 120, serverSeconds: 30 };

/** How long a member, and a worker, is there beside the one that it replaces: from its order until the other one's end. */
export const replacementSeconds = ({
  machineSeconds,
  serverSeconds,
}: {
  machineSeconds: number;
  serverSeconds: number;
}): { member: number; node: number } => ({
  member: machineSeconds + serverSeconds + switchSeconds + joinSeconds,
  node: machineSeconds + joinSeconds + drainSeconds,
});

/** Machines that are replaced, and members that are told to be of their own version once all of them have been. */
interface Counts {
  members: number;
  nodes: number;
  finalised: number;
}

/** All machines of an upgrade, one after the other, and what is done once. */
export const upgradeSeconds = (
  { members, nodes, finalised }: Counts,
  times: { machineSeconds: number; serverSeconds: number },
): number => {
  const { member, node } = replacementSeconds(times);
  const finalising = finalised * (times.serverSeconds + switchSeconds);
  return Math.ceil(members * member + nodes * node + finalising + otherSeconds);
};

/** @param comes whether machines are launched, all at once @param goes whether machines are drained */
export const nodeChangeSeconds = ({ comes, goes }: { comes: boolean; goes: boolean }): number =>
  (comes ? assumedTimes.machineSeconds + joinSeconds : 0) + (goes ? drainSeconds : 0);

type Steps = readonly { name: string; seconds: number }[];

/** A member answers the load balancer's health checks before the one before it is let go of. */
const switchSeconds = letGoSeconds + healthyChecks * healthCheckSeconds;
/** kubeadm, etcd's promotion, and a node that is Ready and has its network. With these, 3 + 2 sandboxes come to 301 s; 271 s were seen. */
const joinSeconds = 20;
/** Pods that leave in half of a usual grace. */
const drainSeconds = 15;
const otherSeconds = 20;

/** Steps that a drill's machine has and a machine of a cluster has not. */
const drillsOwn = new Set(["snapshot", "restore", "api-server", "read", "ready", "report"]);
const servers = new Set(["api-server", "ready"]);

const sum = (steps: Steps, names: ReadonlySet<string>): number =>
  steps.filter(({ name }) => names.has(name)).reduce((total, { seconds }) => total + seconds, 0);

const tenth = (seconds: number): number => Math.round(Math.max(0, seconds) * 10) / 10;

/**
 * How long an upgrade is expected to take: its machines come one after the other, each as long as the rehearsal's own took.
 * @param seconds from the order of the rehearsal's machine until it reported @param steps of it, as it reported them
 */
export const estimateOf = (
  { members, nodes, finalised }: Counts,
  { seconds, steps }: { seconds: number; steps: Steps },
): UpgradeEstimate => {
  const machineSeconds = tenth(seconds - sum(steps, drillsOwn));
  const serverSeconds = tenth(sum(steps, servers));
  return {
    seconds: upgradeSeconds({ members, nodes, finalised }, { machineSeconds, serverSeconds }),
    ...{
      members,
      nodes,
      finalised,
      machineSeconds,
      serverSeconds,
      switchSeconds,
      joinSeconds,
      drainSeconds,
      otherSeconds,
    },
  };
};

/** Assumed: readiness, a snapshot, and a machine that restores and reads it. */
const rehearsalSeconds = 300;

/** How long an upgrade with its rehearsal is expected to take before anything of it is measured; whole seconds. A window has to hold it. */
export const assumedSeconds = (counts: Counts): number => rehearsalSeconds + upgradeSeconds(counts, assumedTimes);
