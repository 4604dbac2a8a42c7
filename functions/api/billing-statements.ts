import { billingRoutes } from "#contract/billing-routes.ts";
import { billingStatements } from "#core/billing/read-statements.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectBilling } from "#functions/billing-ports.ts";

export const handler = apiHandler(billingRoutes.billingStatements, billingStatements, connectBilling);
