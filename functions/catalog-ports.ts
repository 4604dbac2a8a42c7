import { connectCloudCatalog } from "#adapters/connect-catalog.ts";
import { connectCatalogStore } from "#adapters/connect-state.ts";
import { serviceClock } from "#adapters/service-clock.ts";
import type { RefreshPorts } from "#core/catalog/refresh-catalog.ts";
import { EventEnv } from "./env.ts";

let ports: RefreshPorts | undefined;

/** Once a cold start. */
export const connectRefresh = (): RefreshPorts => {
  ports ??= {
    catalogs: connectCatalogStore(EventEnv.parse(process.env)),
    cloudCatalog: connectCloudCatalog(),
    clock: serviceClock,
  };
  return ports;
};
