import { machineTypes } from "#contract/machine-types.ts";
import type { CatalogStore, CloudCatalog } from "#core/ports/catalog.ts";
import type { Clock } from "#core/ports/state.ts";

export interface RefreshPorts {
  catalogs: CatalogStore;
  cloudCatalog: CloudCatalog;
  clock: Clock;
}

/** Zones and offerings change a few times a year. */
const freshMilliseconds = 3600_000;

/** Looks the region up when nobody has for an hour. */
export const refreshCatalog = async ({
  catalogs,
  cloudCatalog,
  clock,
}: RefreshPorts): Promise<"fresh" | "looked up"> => {
  const at = clock.now();
  const known = await catalogs.catalog();
  if (known && Date.parse(at) - Date.parse(known.at) < freshMilliseconds) return "fresh";
  await catalogs.keepCatalog({ ...(await cloudCatalog.look(machineTypes)), at });
  return "looked up";
};
