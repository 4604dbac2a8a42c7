import { routes } from "#contract/routes.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.operationRetry, retryOperation, connectWrite);
