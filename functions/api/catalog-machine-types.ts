import { routes } from "#contract/routes.ts";
import { listMachineTypes } from "#core/catalog/read-catalog.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectPricedCatalog } from "#functions/billing-ports.ts";

export const handler = apiHandler(routes.catalogMachineTypes, listMachineTypes, connectPricedCatalog);
