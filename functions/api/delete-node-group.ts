import { routes } from "#contract/routes.ts";
import { deleteNodeGroup } from "#core/node-groups/delete-node-group.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.nodeGroupDelete, deleteNodeGroup, connectWrite);
