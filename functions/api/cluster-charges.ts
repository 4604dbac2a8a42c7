import { billingRoutes } from "#contract/billing-routes.ts";
import { clusterCharges } from "#core/billing/read-charges.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectBilling } from "#functions/billing-ports.ts";

export const handler = apiHandler(billingRoutes.clusterCharges, clusterCharges, connectBilling);
