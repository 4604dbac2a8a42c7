import { expect, test } from "@jest/globals";
import { machineTypes } from "#contract/machine-types.ts";
import type { CatalogStore, CloudCatalog } from "#core/ports/catalog.ts";

/** What every implementation of CloudCatalog promises. */
export const cloudCatalogContract = (catalog: () => CloudCatalog): void => {
  test("zones have names and ids, sorted; every type is in some of them", async () => {
    const { zones, offerings } = await catalog().look(machineTypes);
    const names = zones.map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(3);
    expect(names).toEqual([...names].sort());
    for (const { id } of zones) expect(id).toMatch(/^[a-z]+\d+-az\d+$/);
    expect(Object.keys(offerings).sort()).toEqual([...machineTypes].sort());
    for (const of of Object.values(offerings)) {
      expect(of).toEqual(names.filter((name) => of.includes(name)));
      expect(of.length).toBeGreaterThan(0);
    }
  });

  test("only what was asked for is told", async () => {
    expect(Object.keys((await catalog().look(["t3.large"])).offerings)).toEqual(["t3.large"]);
  });
};

/** What every implementation of CatalogStore promises. @param store one that holds nothing yet */
export const catalogStoreContract = (store: () => CatalogStore): void => {
  test("what was looked up last is kept, whoever writes last", async () => {
    const look = (at: string, zone: string) => ({
      zones: [{ name: zone, id: "use1-az1" }],
      offerings: { "t3.large": [zone] },
      at,
    });
    expect(await store().catalog()).toBeUndefined();
    await store().keepCatalog(look("2026-01-01T01:00:00.000Z", "us-east-1a"));
    expect(await store().catalog()).toEqual(look("2026-01-01T01:00:00.000Z", "us-east-1a"));
    await store().keepCatalog(look("2026-01-01T00:00:00.000Z", "us-east-1b"));
    expect((await store().catalog())?.zones[0]?.name).toBe("us-east-1a");
    await store().keepCatalog(look("2026-01-01T02:00:00.000Z", "us-east-1c"));
    expect((await store().catalog())?.zones[0]?.name).toBe("us-east-1c");
  });
};
