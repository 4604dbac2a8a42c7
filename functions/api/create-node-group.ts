import { routes } from "#contract/routes.ts";
import { createNodeGroup } from "#core/node-groups/create-node-group.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.nodeGroupCreate, createNodeGroup, connectWrite);
