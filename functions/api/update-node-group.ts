import { routes } from "#contract/routes.ts";
import { updateNodeGroup } from "#core/node-groups/update-node-group.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.nodeGroupUpdate, updateNodeGroup, connectWrite);
