/** A cluster put to sleep and woken, with what stands in the way: `npm run bench -- hibernate`. */
import { record, round } from "./figure.ts";
import { newCluster, version, withRealService } from "./real-service.ts";
import { sleepAndWake } from "./sleep-and-wake.ts";

const command = "npm run bench -- hibernate";

export const benchHibernate = (): Promise<void> =>
  withRealService(async (service) => {
    const cluster = await newCluster(service, 2);
    const { tenant, clusterId } = cluster;
    const { nodes: _, differences, ...seen } = await sleepAndWake(cluster);
    await tenant.over(await tenant.remove(clusterId));
    if (differences.length > 0) throw new Error(`not what it was: ${differences.join("\n")}`);
    const detail = { version, machines: "3 + 2", ...seen };
    record({
      figure: "wake-seconds",
      value: seen.wakeSeconds,
      unit: `s from the call to the woken cluster of 3 + 2 machines, all ${seen.objects} objects identical, with a webhook that nobody answers for`,
      goal: "<= 300",
      command,
      detail,
    });
    record({
      figure: "hibernated-hourly-cost-share",
      value: round(seen.hibernatedMicros / seen.runningMicros, 3),
      unit: "of what an hour costs while it runs: the load balancer with its addresses stays, for the name",
      goal: "<= 0.1",
      command,
      detail,
    });
  });
