import { connectPriceSource } from "#adapters/connect-prices.ts";
import { connectPriceStore } from "#adapters/connect-state.ts";
import { serviceClock } from "#adapters/service-clock.ts";
import type { RefreshPricesPorts } from "#core/catalog/refresh-prices.ts";
import { BillingEnv } from "./env.ts";

let ports: RefreshPricesPorts | undefined;

/** Once a cold start. */
export const connectRefreshPrices = (): RefreshPricesPorts => {
  const env = BillingEnv.parse(process.env);
  ports ??= {
    region: env.AWS_REGION,
    priceStore: connectPriceStore(env),
    priceSource: connectPriceSource(env),
    clock: serviceClock,
  };
  return ports;
};
