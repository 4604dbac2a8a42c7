import { connectCredentials } from "#adapters/connect-credentials.ts";
import { credentialRoutes } from "#contract/credential-routes.ts";
import { clusterCredentials } from "#core/clusters/cluster-credentials.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectChange } from "#functions/api-ports.ts";

export const handler = apiHandler(credentialRoutes.clusterCredentials, clusterCredentials, () => ({
  ...connectChange(),
  ...connectCredentials(),
}));
