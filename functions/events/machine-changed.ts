import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import { machineChanged } from "#core/healing/machine-changed.ts";
import { machineEventOf } from "#functions/machine-event.ts";
import { connectWatching } from "#functions/watch-ports.ts";

const logger = new Logger();

/** EC2 tells of a machine: the cluster that it belongs to is looked at without waiting for the minute's tick. */
export const handler = middy().handler(async (event: unknown): Promise<void> => {
  const told = machineEventOf(event);
  const watched = await machineChanged(told, connectWatching());
  if (watched) logger.info("watched", { ...told, ...watched });
});
