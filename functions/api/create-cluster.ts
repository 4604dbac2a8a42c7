import { routes } from "#contract/routes.ts";
import { createCluster } from "#core/clusters/create-cluster.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.clusterCreate, createCluster, connectWrite);
