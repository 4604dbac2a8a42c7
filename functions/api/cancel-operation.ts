import { operationRoutes } from "#contract/operation-routes.ts";
import { cancelOperation } from "#core/operations/cancel-operation.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectChange } from "#functions/api-ports.ts";

export const handler = apiHandler(operationRoutes.operationCancel, cancelOperation, connectChange);
