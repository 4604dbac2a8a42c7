import { clusterRoutes } from "#contract/cluster-routes.ts";
import { deleteCluster } from "#core/clusters/delete-cluster.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";

export const handler = apiHandler(clusterRoutes.clusterDelete, deleteCluster, connectWrite);
