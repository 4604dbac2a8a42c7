import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import { refreshCatalog } from "#core/catalog/refresh-catalog.ts";
import { settle } from "#core/operations/settle.ts";
import { connectRefresh } from "#functions/catalog-ports.ts";
import { connectEvents } from "#functions/event-ports.ts";

const logger = new Logger();

/** What the region offers is looked up now and then; that it cannot be keeps nothing else waiting. */
const refresh = async (): Promise<void> => {
  try {
    if ((await refreshCatalog(connectRefresh())) === "looked up") logger.info("the catalog is looked up");
  } catch (error) {
    logger.error("the catalog is not looked up", { why: String(error) });
  }
};

/**
 * Each minute: looks after every operation that is not over. One that cannot be settled does not keep the others waiting.
 * @returns how many operations are not over, and of how many nothing could be done
 */
export const handler = middy().handler(async (): Promise<{ open: number; notSettled: number }> => {
  const ports = connectEvents();
  const open = await ports.state.openOperations();
  const refreshed = refresh();
  const results = await Promise.allSettled(open.map((operation) => settle(operation, ports)));
  for (const [i, result] of results.entries()) {
    const operationId = open[i]?.operationId;
    if (result.status === "rejected") logger.error("not settled", { operationId, why: String(result.reason) });
    else if (result.value !== "going on") logger.info(result.value, { operationId });
  }
  await refreshed;
  return { open: open.length, notSettled: results.filter(({ status }) => status === "rejected").length };
});
