import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import * as z from "zod";
import { watchDrifts } from "#core/drift/watch-drifts.ts";
import { connectComparing } from "#functions/drift-ports.ts";

const logger = new Logger();

/** The clock's rule says nothing; whoever passes a page on says where it begins. */
const CompareEvent = z.looseObject({ detail: z.looseObject({ after: z.string().optional() }).optional() });

/** Every ten minutes: looks at every cluster for what was changed by hand, a page a function, and begins what puts it back. */
export const handler = middy().handler(async (event: unknown): Promise<void> => {
  const { detail } = CompareEvent.parse(event);
  for (const { cluster, result } of await watchDrifts(detail?.after, connectComparing())) {
    const { tenantId, clusterId } = cluster;
    if (result.status === "rejected") logger.error("not compared", { tenantId, clusterId, why: String(result.reason) });
    else if (result.value.outcome === "noted" || result.value.outcome === "mending")
      logger.info("compared", { tenantId, clusterId, ...result.value });
  }
});
