import { connectBills, connectLedger, connectState } from "#adapters/connect-state.ts";
import { systemClock } from "#adapters/system-clock.ts";
import { type PriceBook, priceBook } from "#core/billing/price-book.ts";
import type { BillingPorts } from "#core/billing/read-charges.ts";
import type { Bills } from "#core/ports/bills.ts";
import type { Clock } from "#core/ports/state.ts";
import { BillingEnv, RegionEnv } from "./env.ts";

/** Prices of the region that the service is in. */
export const connectEstimate = (): { clock: Clock; book: PriceBook } => ({
  clock: systemClock,
  book: priceBook(RegionEnv.parse(process.env).AWS_REGION),
});

export const connectBilling = (): BillingPorts & { bills: Bills } => {
  const env = BillingEnv.parse(process.env);
  return {
    ...{ state: connectState(env), ledger: connectLedger(env), bills: connectBills(env) },
    ...{ clock: systemClock, book: priceBook(env.AWS_REGION) },
  };
};
