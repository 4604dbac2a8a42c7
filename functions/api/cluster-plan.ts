import { routes } from "#contract/routes.ts";
import { planCluster } from "#core/clusters/plan-cluster.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectBackups, connectQuotas } from "#functions/api-ports.ts";
import { connectEstimate } from "#functions/billing-ports.ts";

export const handler = apiHandler(routes.clusterPlan, planCluster, () => ({
  ...connectQuotas(),
  ...connectEstimate(),
  ...connectBackups(),
}));
