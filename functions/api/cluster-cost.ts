import { billingRoutes } from "#contract/billing-routes.ts";
import { clusterCost } from "#core/billing/cluster-cost.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectBilling } from "#functions/billing-ports.ts";

export const handler = apiHandler(billingRoutes.clusterCost, clusterCost, connectBilling);
