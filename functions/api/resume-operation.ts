import { routes } from "#contract/routes.ts";
import { resumeOperation } from "#core/operations/pause-operation.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectChange } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.operationResume, resumeOperation, connectChange);
