import { nodeRoutes } from "#contract/node-routes.ts";
import { rollNodeGroupOrPlan } from "#core/node-groups/change-or-plan.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectPlan } from "#functions/billing-ports.ts";

export const handler = apiHandler(nodeRoutes.nodeGroupRoll, rollNodeGroupOrPlan, connectPlan);
