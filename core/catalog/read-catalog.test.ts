import { expect, test } from "@jest/globals";
import { CatalogMachineType, CatalogVersion, kubernetesVersions } from "#contract/catalog.ts";
import { machineTypes } from "#contract/machine-types.ts";
import { InvalidInput, TemporaryFailure } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { fakeCatalogStore, fakeCloudCatalog } from "#core/fakes/catalog.ts";
import { newWorld } from "#core/fakes/world.ts";
import { listMachineTypes, listVersions, listZones } from "./read-catalog.ts";
import { refreshCatalog } from "./refresh-catalog.ts";

const none = { body: undefined, params: undefined };
const types = (ports: Parameters<typeof listMachineTypes>[1], query: object = {}) =>
  listMachineTypes({ ...callOf({}), ...none, query }, ports);

/** A clock that the test sets. */
const clockAt = (hour: number) => ({ now: () => new Date(Date.UTC(2026, 0, 1, hour)).toISOString() });

const looked = async () => {
  const world = newWorld();
  const ports = { catalogs: fakeCatalogStore(), cloudCatalog: fakeCloudCatalog(world) };
  await refreshCatalog({ ...ports, clock: clockAt(0) });
  return { world, ...ports };
};

test("versions are all there are, newest first, one of them the default", async () => {
  const { items } = await listVersions();
  expect(items.map((item) => CatalogVersion.parse(item).version)).toEqual([...kubernetesVersions]);
  expect(items[0]).toEqual({
    ...{ version: "v1.37.2", minor: "1.37", default: true },
    ...{ minorReleasedOn: "2026-08-26", stableFrom: "2026-12-24" },
  });
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
