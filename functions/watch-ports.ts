import { connectHealth, connectLedger } from "#adapters/connect-state.ts";
import { connectWatch } from "#adapters/connect-watch.ts";
import type { MachineMeterPorts } from "#core/billing/meter-machine.ts";
import type { WatchPorts } from "#core/healing/watch-cluster.ts";
import type { Relay } from "#core/ports/health.ts";
import { EventEnv } from "./env.ts";
import { connectEvents } from "./event-ports.ts";

type WatchingPorts = WatchPorts & MachineMeterPorts & { relay: Relay };

let ports: WatchingPorts | undefined;

/** Once a cold start. */
export const connectWatching = (): WatchingPorts => {
  const env = EventEnv.parse(process.env);
  ports ??= { ...connectEvents(), ...connectWatch(), health: connectHealth(env), ledger: connectLedger(env) };
  return ports;
};
