import { quotaRoutes } from "#contract/quota-routes.ts";
import { listQuotas } from "#core/quotas/list-quotas.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectQuotas } from "#functions/api-ports.ts";

export const handler = apiHandler(quotaRoutes.quotaList, listQuotas, connectQuotas);
