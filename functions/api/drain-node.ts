import { nodeRoutes } from "#contract/node-routes.ts";
import { drainNode } from "#core/nodes/change-node.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";

export const handler = apiHandler(nodeRoutes.nodeDrain, drainNode, connectWrite);
