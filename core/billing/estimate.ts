import type { Price } from "#contract/billing.ts";
import type { CreateCluster } from "#contract/clusters.ts";
import type { Call } from "#core/clusters/command.ts";
import { newCluster } from "#core/clusters/new-cluster.ts";
import { planCreate } from "#core/plan/plan-create.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { Clock } from "#core/ports/state.ts";
import { priceOf } from "./price-of.ts";

/** What the cluster would cost, found out as its plan is. Nothing is read of the tenant, and nothing written. */
export const billingEstimate = async (
  { caller, body }: Pick<Call<CreateCluster>, "caller" | "body">,
  { clock, prices }: { clock: Clock; prices: Prices },
): Promise<Price> => {
  const now = clock.now();
  const { cluster, nodeGroups } = newCluster(caller, body, now);
  const { billables } = await planCreate({ cluster, nodeGroups, now });
  const book = await prices.book(billables, { since: now, until: now });
  return priceOf(billables, { nodeGroups, book, now });
};
