import { clusterRoutes } from "#contract/cluster-routes.ts";
import { viewCluster } from "#core/clusters/read-clusters.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectRecovery } from "#functions/api-ports.ts";

export const handler = apiHandler(clusterRoutes.clusterView, viewCluster, connectRecovery);
