import { connectKubernetes } from "#adapters/connect-kubernetes.ts";
import { routes } from "#contract/routes.ts";
import { upgradeOrPlan } from "#core/upgrade/upgrade-or-plan.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectPlan } from "#functions/billing-ports.ts";

export const handler = apiHandler(routes.clusterUpgrade, upgradeOrPlan, () => ({
  ...connectKubernetes(),
  ...connectPlan(),
}));
