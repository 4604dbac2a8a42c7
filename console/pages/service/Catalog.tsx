import type { ReactNode } from "react";
import { useMachineTypes, useVersions, useZones } from "../../api/catalog.ts";
import type { CatalogMachineType } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { hourly } from "../../ui/money.ts";
import { Section } from "../../ui/Section.tsx";

const { service: words } = texts;

const rate = (micros: number | undefined): ReactNode =>
  micros === undefined ? <span className="kw-quiet">{words.unknown}</span> : hourly(micros);

/** Where what is shown was read, each once. */
const Sources = ({ items }: { items: CatalogMachineType[] }) => {
  const read = items.flatMap(({ prices: { onDemand, spot } }) => [onDemand, spot].map((price) => price?.source));
  const sources = [...new Set(read.filter((source) => source !== undefined))];
  const region = items[0]?.prices.region;
  return region && sources.length > 0 ? <p className="kw-quiet">{words.priced(region, sources.join("; "))}</p> : null;
};

/** Of what clusters may be made. */
export const Catalog = () => (
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
      <Awaited of={useZones()}>
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
        {({ items }) => (
          <>
            <DataTable
              label={words.machineTypes}
              rows={items}
              rowKey={({ id }) => id}
              empty={words.noTypes}
              columns={[
                { head: words.type, cell: ({ id }) => id },
                { head: words.category, cell: ({ category }) => category },
                { head: words.architecture, cell: ({ architecture }) => architecture },
                { head: words.vcpus, cell: ({ vcpus }) => vcpus, number: true },
                { head: words.memory, cell: ({ memoryMiB }) => `${memoryMiB / 1024} GiB`, number: true },
                { head: words.gpu, cell: ({ gpu }) => (gpu ? `${gpu.count} × ${gpu.name}` : "") },
                { head: words.onDemand, cell: ({ prices }) => rate(prices.onDemand?.perHourMicros), number: true },
                { head: words.from, cell: ({ prices }) => prices.onDemand?.from ?? "" },
                { head: words.spot, cell: ({ prices }) => rate(prices.spot?.perHourMicros), number: true },
                { head: words.zones, cell: ({ zones }) => zones.join(", ") },
              ]}
            />
            <Sources items={items} />
          </>
        )}
      </Awaited>
    </Section>
  </>
);
