import { nodeRoutes } from "#contract/node-routes.ts";
import { removeNodeOrPlan } from "#core/nodes/change-or-plan.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectPlan } from "#functions/billing-ports.ts";

export const handler = apiHandler(nodeRoutes.nodeRemove, removeNodeOrPlan, connectPlan);
