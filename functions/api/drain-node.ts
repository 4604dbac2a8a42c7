import { nodeRoutes } from "#contract/node-routes.ts";
import { drainNodeOrPlan } from "#core/nodes/change-or-plan.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectPlan } from "#functions/billing-ports.ts";

export const handler = apiHandler(nodeRoutes.nodeDrain, drainNodeOrPlan, connectPlan);
