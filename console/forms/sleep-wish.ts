import type { Cluster, UpdateCluster } from "../api/types.ts";

/** When a cluster sleeps, as it is typed: crontab(5), empty where never. */
export interface SleepWish {
  sleep: string;
  wake: string;
  timeZone: string;
}

export const firstTimes: SleepWish = { sleep: "", wake: "", timeZone: "" };

export const timesOf = ({ hibernation }: Pick<Cluster, "hibernation">): SleepWish => ({
  sleep: hibernation?.sleep ?? "",
  wake: hibernation?.wake ?? "",
  timeZone: hibernation?.timeZone ?? "",
});

type Schedule = NonNullable<UpdateCluster["hibernation"]>;

/** Nothing where neither is ever. Without a zone the reader's own is meant, as that is what clocks here show. */
export const scheduleOf = ({ sleep, wake, timeZone }: SleepWish): Schedule | undefined =>
  sleep.trim() === "" && wake.trim() === ""
    ? undefined
    : {
        ...(sleep.trim() ? { sleep: sleep.trim() } : {}),
        ...(wake.trim() ? { wake: wake.trim() } : {}),
        timeZone: timeZone.trim() || Intl.DateTimeFormat().resolvedOptions().timeZone,
      };
