import { routes } from "#contract/routes.ts";
import { createNodeGroupOrPlan } from "#core/node-groups/change-or-plan.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.nodeGroupCreate, createNodeGroupOrPlan, connectWrite);
