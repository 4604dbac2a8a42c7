import {
  type CatalogMachineType,
  type CatalogVersion,
  type CatalogZone,
  kubernetesVersions,
  type MachineTypeQuery,
} from "#contract/catalog.ts";
import { presetComponents } from "#contract/component-versions.ts";
import { machineFacts, machineTypes } from "#contract/machine-types.ts";
import type { Call } from "#core/clusters/command.ts";
import { InvalidInput, TemporaryFailure } from "#core/errors.ts";
import type { CatalogRecord, CatalogStore } from "#core/ports/catalog.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { Clock } from "#core/ports/state.ts";
import { releasedOn, stableFrom } from "#core/upgrade/channels.ts";
import { machinePrices } from "./machine-prices.ts";

export interface CatalogPorts {
  catalogs: CatalogStore;
}

export const listVersions = async (): Promise<{ items: CatalogVersion[] }> => ({
  items: kubernetesVersions.map((version, i) => ({
    version,
    minor: version.slice(1, version.lastIndexOf(".")),
    default: i === 0,
    minorReleasedOn: releasedOn(version),
    stableFrom: stableFrom(version),
    components: presetComponents(version),
  })),
});

const known = async ({ catalogs }: CatalogPorts): Promise<CatalogRecord> => {
  const catalog = await catalogs.catalog();
  if (!catalog) throw new TemporaryFailure("the region has not been looked up yet; that takes a minute at most");
  return catalog;
};

/** Those that some zone of the region has, with what they cost now. @throws InvalidInput for a zone that is none, TemporaryFailure */
export const listMachineTypes = async (
  { query: { architecture, zone } }: Call<undefined, undefined, MachineTypeQuery>,
  ports: CatalogPorts & { prices: Prices; clock: Clock },
): Promise<{ items: CatalogMachineType[] }> => {
  const { zones, offerings } = await known(ports);
  if (zone !== undefined && !zones.some(({ name }) => name === zone)) {
    const allowed = `one of ${zones.map(({ name }) => name).join(", ")}`;
    throw new InvalidInput(`zone: ${allowed}`, [{ field: "zone", value: zone, allowed }]);
  }
  const items = machineTypes
    .map((id) => ({ ...machineFacts(id), zones: offerings[id] ?? [] }))
    .filter((type) => type.zones.length > 0)
    .filter((type) => architecture === undefined || type.architecture === architecture)
    .filter((type) => zone === undefined || type.zones.includes(zone));
  const now = ports.clock.now();
  const spot = items.map(({ id, zones: offered }) => ({
    priceKey: `machine/${id}/spot`,
    zones: zone === undefined ? offered : [zone],
  }));
  const book = await ports.prices.book(spot, { since: now, until: now });
  return { items: items.map((type) => ({ ...type, prices: machinePrices(book, type.id, { now, zone }) })) };
};

/** @throws TemporaryFailure */
export const listZones = async (_: unknown, ports: CatalogPorts): Promise<{ items: CatalogZone[] }> => ({
  items: (await known(ports)).zones,
});
