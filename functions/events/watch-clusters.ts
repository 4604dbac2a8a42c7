import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import * as z from "zod";
import { watchClusters } from "#core/healing/watch-clusters.ts";
import { connectWatching } from "#functions/watch-ports.ts";

const logger = new Logger();

/** The minute's rule says nothing; whoever passes a page on says where it begins. */
const WatchEvent = z.looseObject({ detail: z.looseObject({ after: z.string().optional() }).optional() });

/** Each minute: looks at every cluster, a page a function, and begins what has to be repaired. */
export const handler = middy().handler(async (event: unknown): Promise<void> => {
  const { detail } = WatchEvent.parse(event);
  for (const { cluster, result, metered } of await watchClusters(detail?.after, connectWatching())) {
    const { tenantId, clusterId } = cluster;
    if (metered?.status === "rejected")
      logger.error("not metered", { tenantId, clusterId, why: String(metered.reason) });
    if (result.status === "rejected") logger.error("not watched", { tenantId, clusterId, why: String(result.reason) });
    else if ("operationId" in result.value || result.value.outcome === "noted")
      logger.info("watched", { tenantId, clusterId, ...result.value });
  }
});
