import { routes } from "#contract/routes.ts";
import { removeNode } from "#core/nodes/change-node.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.nodeRemove, removeNode, connectWrite);
