import { routes } from "#contract/routes.ts";
import { clusterCost } from "#core/billing/cluster-cost.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectBilling } from "#functions/billing-ports.ts";

export const handler = apiHandler(routes.clusterCost, clusterCost, connectBilling);
