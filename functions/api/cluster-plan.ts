import { clusterRoutes } from "#contract/cluster-routes.ts";
import { planCluster } from "#core/clusters/plan-cluster.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectBackups, connectQuotas } from "#functions/api-ports.ts";
import { connectEstimate } from "#functions/billing-ports.ts";

export const handler = apiHandler(clusterRoutes.clusterPlan, planCluster, () => ({
  ...connectQuotas(),
  ...connectEstimate(),
  ...connectBackups(),
}));
