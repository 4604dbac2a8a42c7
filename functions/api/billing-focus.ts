import { billingRoutes } from "#contract/billing-routes.ts";
import { billingFocus } from "#core/billing/focus-rows.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectBilling } from "#functions/billing-ports.ts";

export const handler = apiHandler(billingRoutes.billingFocus, billingFocus, connectBilling);
