import { routes } from "#contract/routes.ts";
import { pauseOperation } from "#core/operations/pause-operation.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectChange } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.operationPause, pauseOperation, connectChange);
