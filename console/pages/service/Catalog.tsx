import { useMachineTypes, useVersions, useZones } from "../../api/catalog.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Section } from "../../ui/Section.tsx";

const { service: words } = texts;

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
              { head: words.zones, cell: ({ zones }) => zones.join(", ") },
            ]}
          />
        )}
      </Awaited>
    </Section>
  </>
);
