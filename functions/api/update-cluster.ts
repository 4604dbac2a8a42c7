import { routes } from "#contract/routes.ts";
import { updateCluster } from "#core/clusters/update-cluster.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectChange } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.clusterUpdate, updateCluster, connectChange);
