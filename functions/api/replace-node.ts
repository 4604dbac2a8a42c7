import { routes } from "#contract/routes.ts";
import { replaceNodeOrPlan } from "#core/nodes/replace-or-plan.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectPlan } from "#functions/billing-ports.ts";

export const handler = apiHandler(routes.nodeReplace, replaceNodeOrPlan, connectPlan);
