import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import * as z from "zod";
import { machineChanged } from "#core/healing/machine-changed.ts";
import { connectWatching } from "#functions/watch-ports.ts";

const logger = new Logger();

/**
 * As EventBridge hands EC2's events on, as far as we look at them.
 * Source: Amazon EC2 User Guide, "State change events for your instances" and "EC2 Spot Instance interruption notices".
 */
const MachineNotice = z.looseObject({
  "detail-type": z.string(),
  time: z.string(),
  detail: z.looseObject({ "instance-id": z.string() }),
});

/** EC2 tells of a machine: the cluster that it belongs to is looked at without waiting for the minute's tick. */
export const handler = middy().handler(async (event: unknown): Promise<void> => {
  const { "detail-type": type, time, detail } = MachineNotice.parse(event);
  const instanceId = detail["instance-id"];
  const kind = type === "EC2 Spot Instance Interruption Warning" ? "spot-notice" : "state";
  const watched = await machineChanged({ instanceId, at: new Date(time).toISOString(), kind }, connectWatching());
  if (watched) logger.info("watched", { instanceId, kind, ...watched });
});
