import { billingRoutes } from "#contract/billing-routes.ts";
import { billingCharges } from "#core/billing/read-charges.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectBilling } from "#functions/billing-ports.ts";

export const handler = apiHandler(billingRoutes.billingCharges, billingCharges, connectBilling);
