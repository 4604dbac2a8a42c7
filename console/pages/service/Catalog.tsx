import { hourly } from "#contract/hourly.ts";
import { useMachineTypes, useVersions, useZones } from "../../api/catalog.ts";
import type { CatalogMachineType } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { type Column, DataTable } from "../../ui/DataTable.tsx";
import { Section } from "../../ui/Section.tsx";

const { service: words } = texts;

const rate = (micros: number | undefined): string => (micros === undefined ? words.unknown : hourly(micros));

const facts: Column<CatalogMachineType>[] = [
  { head: words.type, cell: ({ id }) => id, whole: true },
  { head: words.category, cell: ({ category }) => category, whole: true },
  { head: words.architecture, cell: ({ architecture }) => architecture, whole: true },
  { head: words.vcpus, cell: ({ vcpus }) => vcpus, number: true },
  { head: words.memory, cell: ({ memoryMiB }) => `${memoryMiB / 1024} GiB`, number: true },
  { head: words.gpu, cell: ({ gpu }) => (gpu ? `${gpu.count} × ${gpu.name}` : ""), whole: true },
  { head: words.onDemand, cell: ({ prices }) => rate(prices.onDemand?.perHourMicros), number: true },
  { head: words.from, cell: ({ prices }) => prices.onDemand?.from ?? "", whole: true },
];
const spot: Column<CatalogMachineType> = {
  head: words.spot,
  cell: ({ prices }) => rate(prices.spot?.perHourMicros),
  number: true,
};

interface Props {
  items: CatalogMachineType[];
  /** How many the region has. */
  zones: number | undefined;
}

/** Of which machines, where, and at which price, with where that was read. */
const MachineTypes = ({ items, zones }: Props) => {
  const read = items.flatMap(({ prices }) => [prices.onDemand, prices.spot].map((price) => price?.source));
  const sources = [...new Set(read.filter((source) => source !== undefined))];
  const knowsSpot = items.some(({ prices }) => prices.spot !== undefined);
  const where: Column<CatalogMachineType> = {
    head: words.zones,
    cell: (type) => (type.zones.length === zones ? texts.groups.allZones : type.zones.join(", ")),
  };
  return (
    <>
      {items[0] && sources.length > 0 && (
        <p className="kw-quiet">{words.priced(items[0].prices.region, knowsSpot, sources.join("; "))}</p>
      )}
      <DataTable
        label={words.machineTypes}
        rows={items}
        rowKey={({ id }) => id}
        empty={words.noTypes}
        columns={[...facts, ...(knowsSpot ? [spot] : []), where]}
      />
    </>
  );
};

/** Of what clusters may be made, and what machines cost. */
export const Catalog = () => {
  const zones = useZones();
  return (
    <>
      <Section head={words.versions}>
        <Awaited of={useVersions()}>
          {({ items }) => (
            <ul className="kw-words">
              {items.map(({ version, default: usual }) => (
                <li key={version}>{usual ? words.usual(version) : version}</li>
              ))}
            </ul>
          )}
        </Awaited>
      </Section>
      <Section head={words.zones}>
        <Awaited of={zones}>
          {({ items }) => (
            <ul className="kw-words">
              {items.map(({ name, id }) => (
                <li key={id}>{`${name} (${id})`}</li>
              ))}
            </ul>
          )}
        </Awaited>
      </Section>
      <Section head={words.machineTypes}>
        <Awaited of={useMachineTypes()}>
          {({ items }) => <MachineTypes items={items} zones={zones.data?.items.length} />}
        </Awaited>
      </Section>
    </>
  );
};
