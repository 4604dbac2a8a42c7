import type { CatalogRecord, CatalogStore, CloudCatalog } from "#core/ports/catalog.ts";
import type { World } from "./world.ts";

/** Every zone has every type. */
export const fakeCloudCatalog = (world: World): CloudCatalog => ({
  look: async (machineTypes) => ({
    zones: world.zones.map((name, i) => ({ name, id: `use1-az${i + 1}` })),
    offerings: Object.fromEntries(machineTypes.map((type) => [type, [...world.zones]])),
  }),
});

export const fakeCatalogStore = (): CatalogStore => {
  let kept: CatalogRecord | undefined;
  return {
    catalog: async () => structuredClone(kept),
    async keepCatalog(catalog) {
      if (kept === undefined || kept.at < catalog.at) kept = structuredClone(catalog);
    },
  };
};
