import { operationRoutes } from "#contract/operation-routes.ts";
import { retryOperation } from "#core/operations/retry-operation.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";

export const handler = apiHandler(operationRoutes.operationRetry, retryOperation, connectWrite);
