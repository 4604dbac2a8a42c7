import { nodeRoutes } from "#contract/node-routes.ts";
import { listNodeGroups } from "#core/node-groups/read-node-groups.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectRead } from "#functions/api-ports.ts";

export const handler = apiHandler(nodeRoutes.nodeGroupList, listNodeGroups, connectRead);
