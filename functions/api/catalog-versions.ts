import { catalogRoutes } from "#contract/catalog-routes.ts";
import { listVersions } from "#core/catalog/read-catalog.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectCatalog } from "#functions/api-ports.ts";

export const handler = apiHandler(catalogRoutes.catalogVersions, listVersions, connectCatalog);
