import { connectPriceSource } from "#adapters/connect-prices.ts";
import { connectBills, connectLedger, connectPriceStore } from "#adapters/connect-state.ts";
import { serviceClock } from "#adapters/service-clock.ts";
import { pricesOf } from "#core/billing/prices.ts";
import type { SettleBillsPorts } from "#core/billing/settle-bills.ts";
import type { RefreshPricesPorts } from "#core/catalog/refresh-prices.ts";
import { BillingEnv } from "./env.ts";

let ports: (RefreshPricesPorts & SettleBillsPorts) | undefined;

/** Once a cold start. */
export const connectRefreshPrices = (): RefreshPricesPorts & SettleBillsPorts => {
  const env = BillingEnv.parse(process.env);
  const priceStore = connectPriceStore(env);
  ports ??= {
    region: env.AWS_REGION,
    priceStore,
    prices: pricesOf(priceStore, env.AWS_REGION),
    ledger: connectLedger(env),
    bills: connectBills(env),
    priceSource: connectPriceSource(env),
    clock: serviceClock,
  };
  return ports;
};
