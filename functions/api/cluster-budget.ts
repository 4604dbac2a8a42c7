import { billingRoutes } from "#contract/billing-routes.ts";
import { clusterBudget } from "#core/billing/read-statements.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectBilling } from "#functions/billing-ports.ts";

export const handler = apiHandler(billingRoutes.clusterBudget, clusterBudget, connectBilling);
