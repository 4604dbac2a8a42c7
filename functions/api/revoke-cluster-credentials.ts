import { credentialRoutes } from "#contract/credential-routes.ts";
import { revokeCredentials } from "#core/clusters/revoke-credentials.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectWrite } from "#functions/api-ports.ts";

export const handler = apiHandler(credentialRoutes.clusterCredentialsRevoke, revokeCredentials, connectWrite);
