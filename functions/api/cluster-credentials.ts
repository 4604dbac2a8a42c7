import { connectCredentials } from "#adapters/connect-credentials.ts";
import { routes } from "#contract/routes.ts";
import { clusterCredentials } from "#core/clusters/cluster-credentials.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectChange } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.clusterCredentials, clusterCredentials, () => ({
  ...connectChange(),
  ...connectCredentials(),
}));
