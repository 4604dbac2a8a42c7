import { routes } from "#contract/routes.ts";
import { wakeOrPlan } from "#core/hibernation/switch-or-plan.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";
import { connectEstimate } from "#functions/billing-ports.ts";

export const handler = apiHandler(routes.clusterWake, wakeOrPlan, () => ({
  ...connectEstimate(),
  ...connectWrite(),
}));
