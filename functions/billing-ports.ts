import {
  connectBackupRecords,
  connectBills,
  connectLedger,
  connectPriceStore,
  connectState,
} from "#adapters/connect-state.ts";
import { serviceClock } from "#adapters/service-clock.ts";
import { pricesOf } from "#core/billing/prices.ts";
import type { BillingPorts } from "#core/billing/read-charges.ts";
import type { CatalogPorts } from "#core/catalog/read-catalog.ts";
import type { WritePorts } from "#core/clusters/command.ts";
import type { Backups } from "#core/ports/backups.ts";
import type { Bills } from "#core/ports/bills.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { Clock } from "#core/ports/state.ts";
import { connectCatalog, connectWrite } from "./api-ports.ts";
import { BillingEnv, ReadEnv } from "./env.ts";

/** Prices of the region that the service is in. */
export const connectEstimate = (): { clock: Clock; prices: Prices } => {
  const env = BillingEnv.parse(process.env);
  return { clock: serviceClock, prices: pricesOf(connectPriceStore(env), env.AWS_REGION) };
};

export const connectPricedCatalog = (): CatalogPorts & { prices: Prices; clock: Clock } => ({
  ...connectCatalog(),
  ...connectEstimate(),
});

/** Of calls that change something, or tell what that would do and cost. */
export const connectPlan = (): WritePorts & { prices: Prices } => ({ ...connectEstimate(), ...connectWrite() });

/** Of the creation of a cluster, which may be born from a backup. */
export const connectCreate = (): ReturnType<typeof connectPlan> & { backups: Backups } => ({
  ...connectPlan(),
  backups: connectBackupRecords(ReadEnv.parse(process.env)),
});

export const connectBilling = (): BillingPorts & { bills: Bills } => {
  const env = BillingEnv.parse(process.env);
  return {
    ...{ state: connectState(env), ledger: connectLedger(env), bills: connectBills(env) },
    ...connectEstimate(),
  };
};
