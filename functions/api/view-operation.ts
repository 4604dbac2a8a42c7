import { operationRoutes } from "#contract/operation-routes.ts";
import { viewOperation } from "#core/operations/read-operations.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectRead } from "#functions/api-ports.ts";

export const handler = apiHandler(operationRoutes.operationView, viewOperation, connectRead);
