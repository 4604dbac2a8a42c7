import { nodeRoutes } from "#contract/node-routes.ts";
import { createNodeGroupOrPlan } from "#core/node-groups/change-or-plan.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectPlan } from "#functions/billing-ports.ts";

export const handler = apiHandler(nodeRoutes.nodeGroupCreate, createNodeGroupOrPlan, connectPlan);
