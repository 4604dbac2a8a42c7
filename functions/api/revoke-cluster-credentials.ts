import { routes } from "#contract/routes.ts";
import { revokeCredentials } from "#core/clusters/revoke-credentials.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.clusterCredentialsRevoke, revokeCredentials, connectWrite);
