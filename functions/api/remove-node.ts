import { nodeRoutes } from "#contract/node-routes.ts";
import { removeNode } from "#core/nodes/change-node.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";

export const handler = apiHandler(nodeRoutes.nodeRemove, removeNode, connectWrite);
