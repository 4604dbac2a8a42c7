import type { Cluster } from "#contract/clusters.ts";
import type { ClusterRecord } from "#core/records.ts";
import { nextTime } from "#core/times.ts";

/** The states in which what a cluster wakes from is all that there is of its objects. */
const asleep = new Set<ClusterRecord["state"]>(["hibernating", "hibernated", "waking", "failed"]);

/** The backup without which a cluster would not wake; nobody may delete it. */
export const wakesFrom = ({ state, hibernatedFrom }: ClusterRecord): string | undefined =>
  asleep.has(state) ? hibernatedFrom?.backupId : undefined;

/** What callers see of a cluster's sleep. */
export const hibernationView = (
  cluster: ClusterRecord,
  now: string,
): Pick<Cluster, "hibernation" | "hibernatedFrom"> => {
  const from = cluster.state === "failed" ? undefined : wakesFrom(cluster);
  const shown = from === undefined ? {} : { hibernatedFrom: from };
  const { hibernation } = cluster.spec;
  if (!hibernation) return shown;
  const { since: _, ...schedule } = hibernation;
  const [nextSleepAt, nextWakeAt] = [schedule.sleep, schedule.wake].map((text) =>
    nextTime(text, schedule.timeZone, now),
  );
  return {
    ...shown,
    hibernation: {
      ...schedule,
      ...(nextSleepAt === undefined ? {} : { nextSleepAt }),
      ...(nextWakeAt === undefined ? {} : { nextWakeAt }),
    },
  };
};
