import { connectKubernetes } from "#adapters/connect-kubernetes.ts";
import { upgradeRoutes } from "#contract/upgrade-routes.ts";
import { upgradeOrPlan } from "#core/upgrade/upgrade-or-plan.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectPlan } from "#functions/billing-ports.ts";

export const handler = apiHandler(upgradeRoutes.clusterUpgrade, upgradeOrPlan, () => ({
  ...connectKubernetes(),
  ...connectPlan(),
}));
