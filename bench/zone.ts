/** A zone lost and given back under requests: `npm run bench -- zone`. */
import { record, round } from "./figure.ts";
import { newCluster, version, withRealService } from "./real-service.ts";
import { loseZone } from "./zone-loss.ts";

const command = "npm run bench -- zone";

export const benchZone = (): Promise<void> =>
  withRealService(async (service) => {
    const cluster = await newCluster(service, 2);
    const { tenant, clusterId } = cluster;
    const { zone, service: served, api } = await loseZone(cluster);
    await tenant.over(await tenant.remove(clusterId));
    const detail = { version, machines: "3 + 2", zone, service: served, api };
    record({
      figure: "zone-loss-service-failures",
      value: served.failed,
      unit: `failed of ${served.requests} requests to a Service with 2 replicas and trafficDistribution PreferClose, asked from a zone that stays, while another is lost and comes back`,
      goal: "= 0",
      command,
      detail,
    });
    record({
      figure: "zone-loss-api-gap-seconds",
      value: round(api.longestGapSeconds),
      unit: `s, longest time without an answer of the API server through the load balancer, of ${api.requests} requests`,
      goal: "<= 2",
      command,
      detail,
    });
  });
