import { connectBackupRecords, connectHealth } from "#adapters/connect-state.ts";
import { connectWatch } from "#adapters/connect-watch.ts";
import type { SchedulePorts } from "#core/backups/back-up-on-schedule.ts";
import type { WatchPorts } from "#core/healing/watch-cluster.ts";
import type { Relay } from "#core/ports/health.ts";
import { EventEnv } from "./env.ts";
import { connectEvents } from "./event-ports.ts";

let ports: (WatchPorts & { relay: Relay }) | undefined;

/** Once a cold start. */
export const connectWatching = (): WatchPorts & { relay: Relay } => {
  ports ??= { ...connectEvents(), ...connectWatch(), health: connectHealth(EventEnv.parse(process.env)) };
  return ports;
};

export const connectScheduledBackups = (): SchedulePorts => ({
  ...connectEvents(),
  backups: connectBackupRecords(EventEnv.parse(process.env)),
});
