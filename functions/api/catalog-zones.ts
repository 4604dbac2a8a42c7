import { routes } from "#contract/routes.ts";
import { listZones } from "#core/catalog/read-catalog.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectCatalog } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.catalogZones, listZones, connectCatalog);
