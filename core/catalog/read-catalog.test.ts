import { expect, test } from "@jest/globals";
import { CatalogMachineType, CatalogVersion, kubernetesVersions } from "#contract/catalog.ts";
import { machineTypes } from "#contract/machine-types.ts";
import { pricesOf } from "#core/billing/prices.ts";
import { InvalidInput, TemporaryFailure } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { fakeCatalogStore, fakeCloudCatalog } from "#core/fakes/catalog.ts";
import { fakePriceStore } from "#core/fakes/prices.ts";
import { newWorld } from "#core/fakes/world.ts";
import type { CatalogStore } from "#core/ports/catalog.ts";
import { listMachineTypes, listVersions, listZones } from "./read-catalog.ts";
import { refreshCatalog } from "./refresh-catalog.ts";

const none = { body: undefined, params: undefined };
/** A clock that the test sets. */
const clockAt = (hour: number) => ({ now: () => new Date(Date.UTC(2026, 0, 1, hour)).toISOString() });

const types = ({ catalogs }: { catalogs: CatalogStore }, query: object = {}, priced: object = {}) => {
  const prices = pricesOf(fakePriceStore(), "us-east-1");
  return listMachineTypes({ ...callOf({}), ...none, query }, { catalogs, prices, clock: clockAt(12), ...priced });
};

const looked = async () => {
  const world = newWorld();
  const ports = { catalogs: fakeCatalogStore(), cloudCatalog: fakeCloudCatalog(world) };
  await refreshCatalog({ ...ports, clock: clockAt(0) });
  return { world, ...ports };
};

test("versions are all there are, newest first, one of them the default", async () => {
  const { items } = await listVersions();
  expect(items.map((item) => CatalogVersion.parse(item).version)).toEqual([...kubernetesVersions]);
  expect(items[0]).toMatchObject({
    ...{ version: "v1.37.2", minor: "1.37", default: true },
    ...{ minorReleasedOn: "2026-08-26", stableFrom: "2026-12-24" },
  });
  for (const { version, components } of items)
    expect(components).toContainEqual({ name: "kube-proxy", version, source: "image" });
  expect(items.filter((item) => item.default)).toHaveLength(1);
});

test("machine types come with their zones, by architecture and zone when asked", async () => {
  const ports = await looked();
  const { items } = await types(ports);
  expect(items.map((item) => CatalogMachineType.parse(item).id)).toEqual(machineTypes);
  expect(items.find(({ id }) => id === "g4dn.12xlarge")).toEqual({
    id: "g4dn.12xlarge",
    family: "g4dn",
    category: "gpu",
    architecture: "x86_64",
    vcpus: 48,
    memoryMiB: 196_608,
    gpu: { name: "NVIDIA T4", count: 4, memoryMiB: 16_384 },
    localDiskGB: 900,
    zones: ports.world.zones,
    prices: {
      ...{ currency: "USD", region: "us-east-1" },
      onDemand: {
        ...{ perHourMicros: 3_912_000, from: "2026-01-19" },
        source: "AWS Price List API, on demand, Linux, shared tenancy, read on 2026-01-19",
      },
    },
  });
  const arm = (await types(ports, { architecture: "arm64" })).items;
  expect([...new Set(arm.map(({ family }) => family))]).toEqual(["t4g", "m7g", "c7g"]);
});

test("a type that a zone lacks is not shown for it, and one that all lack is not shown at all", async () => {
  const { catalogs } = await looked();
  const [a = "", b = ""] = newWorld().zones;
  const at = clockAt(9).now();
  const zones = [a, b].map((name) => ({ name, id: "use1-az1" }));
  await catalogs.keepCatalog({ zones, offerings: { "t3.large": [a], "g5.xlarge": [b] }, at });
  expect((await types({ catalogs })).items.map(({ id }) => id)).toEqual(["t3.large", "g5.xlarge"]);
  expect((await types({ catalogs }, { zone: a })).items.map(({ id }) => id)).toEqual(["t3.large"]);
  await expect(types({ catalogs }, { zone: "eu-1" })).rejects.toThrow(new InvalidInput(`zone: one of ${a}, ${b}`));
});

test("prices are those of now that have been read, of spot machines the zone's, or the dearest one's", async () => {
  const { catalogs } = await looked();
  const [a = "", b = ""] = newWorld().zones;
  const store = fakePriceStore();
  const at = clockAt(9).now();
  const month = { region: "us-east-1", machineType: "t3.large", month: "2026-01" };
  await store.addSpot([
    { ...month, zone: a, changes: [{ at, nanos: 30_000_499 }] },
    {
      ...month,
      zone: b,
      changes: [
        { at: clockAt(8).now(), nanos: 40_000_000 },
        { at: clockAt(13).now(), nanos: 1 },
      ],
    },
  ]);
  await store.addListed([
    {
      ...{ region: "us-east-1", key: "machine/t3.large/on-demand", nanos: 84_000_000, per: "hour" },
      from: "2026-01-01",
      source: "read",
    },
  ]);
  const large = async (query: object = {}) => {
    const { items } = await types({ catalogs }, query, { prices: pricesOf(store, "us-east-1") });
    return items.find(({ id }) => id === "t3.large")?.prices;
  };
  const source = "EC2 DescribeSpotPriceHistory, Linux/UNIX";
  expect(await large()).toEqual({
    ...{ currency: "USD", region: "us-east-1" },
    onDemand: { perHourMicros: 84_000, from: "2026-01-01", source: "read" },
    spot: { perHourMicros: 40_000, from: clockAt(8).now(), source, zone: b },
  });
  expect((await large({ zone: a }))?.spot).toEqual({ perHourMicros: 30_000, from: at, source, zone: a });
});

test("spot prices of all types are read together, not type by type", async () => {
  const store = fakePriceStore();
  const reads: string[] = [];
  const counted = {
    ...store,
    spot: (...given: Parameters<typeof store.spot>) => {
      reads.push(given[1]);
      return store.spot(...given);
    },
    spotIn: (...given: Parameters<typeof store.spotIn>) => {
      reads.push(`${given[1].length} places`);
      return store.spotIn(...given);
    },
  };
  const ports = await looked();
  const { items } = await types(ports, {}, { prices: pricesOf(counted, "us-east-1") });
  const places = items.reduce((sum, { zones }) => sum + zones.length, 0);
  expect(reads).toEqual([`${places} places`]);
  expect(places).toBeGreaterThan(machineTypes.length);
});

test("where nobody has read prices a type has none", async () => {
  const { items } = await types(await looked(), {}, { prices: pricesOf(fakePriceStore(), "eu-west-9") });
  expect(items[0]?.prices).toEqual({ currency: "USD", region: "eu-west-9" });
});

test("before the first look there is nothing to tell, which is over soon", async () => {
  const catalogs = fakeCatalogStore();
  await expect(types({ catalogs })).rejects.toBeInstanceOf(TemporaryFailure);
  await expect(listZones(undefined, { catalogs })).rejects.toBeInstanceOf(TemporaryFailure);
});

test("the region is looked up once an hour, and a new zone is seen then", async () => {
  const { world, catalogs, cloudCatalog } = await looked();
  world.zones.push("us-east-1e");
  const names = async () => (await listZones(undefined, { catalogs })).items.map(({ name }) => name);
  expect(await refreshCatalog({ catalogs, cloudCatalog, clock: clockAt(0) })).toBe("fresh");
  expect(await names()).not.toContain("us-east-1e");
  expect(await refreshCatalog({ catalogs, cloudCatalog, clock: clockAt(1) })).toBe("looked up");
  expect(await names()).toContain("us-east-1e");
});
