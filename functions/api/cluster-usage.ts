import { billingRoutes } from "#contract/billing-routes.ts";
import { clusterUsage } from "#core/billing/read-charges.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectBilling } from "#functions/billing-ports.ts";

export const handler = apiHandler(billingRoutes.clusterUsage, clusterUsage, connectBilling);
