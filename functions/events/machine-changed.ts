import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import { meterMachine } from "#core/billing/meter-machine.ts";
import { machineChanged } from "#core/healing/machine-changed.ts";
import { machineEventOf } from "#functions/machine-event.ts";
import { connectWatching } from "#functions/watch-ports.ts";

const logger = new Logger();

/**
 * EC2 tells of a machine: what it costs is learned, and the cluster that it belongs to is looked at without waiting for the minute's
 * tick. Neither keeps the other waiting; a repeat does both again.
 */
export const handler = middy().handler(async (event: unknown): Promise<void> => {
  const { state, ...told } = machineEventOf(event);
  const ports = connectWatching();
  const done = await Promise.allSettled([
    state === undefined ? 0 : meterMachine({ ...told, state }, ports),
    // That it runs is no news for its cluster's health.
    state === "running" ? undefined : machineChanged(told, ports),
  ]);
  const [metered, watched] = done;
  if (metered.status === "fulfilled" && metered.value > 0) logger.info("metered", { ...told, state });
  if (watched.status === "fulfilled" && watched.value) logger.info("watched", { ...told, ...watched.value });
  for (const result of done) if (result.status === "rejected") throw result.reason;
});
