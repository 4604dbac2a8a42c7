import { connectDrift } from "#adapters/connect-drift.ts";
import { connectHealth } from "#adapters/connect-state.ts";
import type { WatchDriftPorts } from "#core/drift/watch-drift.ts";
import type { Relay } from "#core/ports/health.ts";
import { EventEnv } from "./env.ts";
import { connectEvents } from "./event-ports.ts";

let ports: (WatchDriftPorts & { relay: Relay }) | undefined;

/** Once a cold start. */
export const connectComparing = (): WatchDriftPorts & { relay: Relay } => {
  ports ??= { ...connectEvents(), ...connectDrift(), health: connectHealth(EventEnv.parse(process.env)) };
  return ports;
};
