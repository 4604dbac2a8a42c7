import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import { settle } from "#core/operations/settle.ts";
import { connectEvents } from "#functions/event-ports.ts";

const logger = new Logger();

/** Each minute: looks after every operation that is not over. One that cannot be settled does not keep the others waiting. */
export const handler = middy().handler(async () => {
  const ports = connectEvents();
  const open = await ports.state.openOperations();
  const results = await Promise.allSettled(open.map((operation) => settle(operation, ports)));
  for (const [i, result] of results.entries()) {
    const operationId = open[i]?.operationId;
    if (result.status === "rejected") logger.error("not settled", { operationId, why: String(result.reason) });
    else if (result.value !== "going on") logger.info(result.value, { operationId });
  }
});
