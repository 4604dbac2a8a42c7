import { clusterRoutes } from "#contract/cluster-routes.ts";
import { updateCluster } from "#core/clusters/update-cluster.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectChange } from "#functions/api-ports.ts";

export const handler = apiHandler(clusterRoutes.clusterUpdate, updateCluster, connectChange);
