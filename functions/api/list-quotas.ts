import { routes } from "#contract/routes.ts";
import { listQuotas } from "#core/quotas/list-quotas.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectQuotas } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.quotaList, listQuotas, connectQuotas);
