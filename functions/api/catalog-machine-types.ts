import { catalogRoutes } from "#contract/catalog-routes.ts";
import { listMachineTypes } from "#core/catalog/read-catalog.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectPricedCatalog } from "#functions/billing-ports.ts";

export const handler = apiHandler(catalogRoutes.catalogMachineTypes, listMachineTypes, connectPricedCatalog);
