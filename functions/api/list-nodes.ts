import { nodeRoutes } from "#contract/node-routes.ts";
import { listNodes } from "#core/clusters/read-clusters.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectRead } from "#functions/api-ports.ts";

export const handler = apiHandler(nodeRoutes.nodeList, listNodes, connectRead);
