import { connectHealth } from "#adapters/connect-state.ts";
import { connectWatch } from "#adapters/connect-watch.ts";
import type { WatchPorts } from "#core/healing/watch-cluster.ts";
import type { Relay } from "#core/ports/health.ts";
import { WatchEnv } from "./env.ts";
import { connectEvents } from "./event-ports.ts";

let ports: (WatchPorts & { relay: Relay }) | undefined;

/** Once a cold start. */
export const connectWatching = (): WatchPorts & { relay: Relay } => {
  if (ports === undefined) {
    const env = WatchEnv.parse(process.env);
    ports = { ...connectEvents(), ...connectWatch(), health: connectHealth(env), machineLimit: env.MACHINE_LIMIT };
  }
  return ports;
};
