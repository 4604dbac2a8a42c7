import { clusterRoutes } from "#contract/cluster-routes.ts";
import { listClusters } from "#core/clusters/read-clusters.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectChange } from "#functions/api-ports.ts";

export const handler = apiHandler(clusterRoutes.clusterList, listClusters, connectChange);
