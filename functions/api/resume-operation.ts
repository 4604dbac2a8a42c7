import { operationRoutes } from "#contract/operation-routes.ts";
import { resumeOperation } from "#core/operations/pause-operation.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectChange } from "#functions/api-ports.ts";

export const handler = apiHandler(operationRoutes.operationResume, resumeOperation, connectChange);
