import { connectKubernetes } from "#adapters/connect-kubernetes.ts";
import { upgradeRoutes } from "#contract/upgrade-routes.ts";
import { rollBackOrPlan } from "#core/upgrade/roll-back-cluster.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectPlan } from "#functions/billing-ports.ts";

export const handler = apiHandler(upgradeRoutes.clusterRollback, rollBackOrPlan, () => ({
  ...connectKubernetes(),
  ...connectPlan(),
}));
