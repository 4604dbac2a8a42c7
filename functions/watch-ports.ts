import { connectSnapshots } from "#adapters/connect-snapshots.ts";
import {
  connectBackupRecords,
  connectBills,
  connectHealth,
  connectLedger,
  connectPriceStore,
} from "#adapters/connect-state.ts";
import { connectWatch } from "#adapters/connect-watch.ts";
import type { SchedulePorts } from "#core/backups/back-up-on-schedule.ts";
import type { MachineMeterPorts } from "#core/billing/meter-machine.ts";
import { pricesOf } from "#core/billing/prices.ts";
import type { PagePorts } from "#core/healing/watch-clusters.ts";
import { EventEnv, WatchEnv } from "./env.ts";
import { connectEvents } from "./event-ports.ts";

type WatchingPorts = PagePorts & MachineMeterPorts;

let ports: WatchingPorts | undefined;

/** Once a cold start. */
export const connectWatching = (): WatchingPorts => {
  const env = WatchEnv.parse(process.env);
  ports ??= {
    ...connectEvents(),
    ...connectWatch(),
    snapshots: connectSnapshots(env),
    health: connectHealth(env),
    machineLimit: env.MACHINE_LIMIT,
    ledger: connectLedger(env),
    bills: connectBills(env),
    prices: pricesOf(connectPriceStore(env), env.AWS_REGION),
  };
  return ports;
};

export const connectScheduledBackups = (): SchedulePorts => ({
  ...connectEvents(),
  backups: connectBackupRecords(EventEnv.parse(process.env)),
});
