import { routes } from "#contract/routes.ts";
import { wakeOrPlan } from "#core/hibernation/switch-or-plan.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectPlan } from "#functions/billing-ports.ts";

export const handler = apiHandler(routes.clusterWake, wakeOrPlan, connectPlan);
