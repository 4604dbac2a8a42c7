import { connectCloud } from "#adapters/connect-cloud.ts";
import {
  connectBackupRecords,
  connectBills,
  connectLedger,
  connectPriceStore,
  connectState,
} from "#adapters/connect-state.ts";
import { nodeBootstrap } from "#adapters/node-bootstrap.ts";
import { serviceClock } from "#adapters/service-clock.ts";
import { pricesOf } from "#core/billing/prices.ts";
import type { Ports } from "#core/stages/stage.ts";
import { StageEnv } from "./env.ts";

let ports: Ports | undefined;

/** Once a cold start. */
export const connectStages = (): Ports => {
  if (ports === undefined) {
    const env = StageEnv.parse(process.env);
    ports = {
      ...connectCloud(env),
      state: connectState(env),
      ledger: connectLedger(env),
      bills: connectBills(env),
      prices: pricesOf(connectPriceStore(env), env.AWS_REGION),
      backups: connectBackupRecords(env),
      bootstrap: nodeBootstrap(env.AWS_REGION),
      clock: serviceClock,
    };
  }
  return ports;
};
