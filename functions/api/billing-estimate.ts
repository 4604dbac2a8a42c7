import { billingRoutes } from "#contract/billing-routes.ts";
import { billingEstimate } from "#core/billing/estimate.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectEstimate } from "#functions/billing-ports.ts";

export const handler = apiHandler(billingRoutes.billingEstimate, billingEstimate, connectEstimate);
