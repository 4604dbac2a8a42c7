import { billingRoutes } from "#contract/billing-routes.ts";
import { billingStatement } from "#core/billing/tenant-statement.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectBilling } from "#functions/billing-ports.ts";

export const handler = apiHandler(billingRoutes.billingStatement, billingStatement, connectBilling);
