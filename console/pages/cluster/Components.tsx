import { useVersions } from "../../api/catalog.ts";
import type { CatalogComponent } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { Facts } from "../../ui/Facts.tsx";

const { components: words } = texts;

const fact = ({ name, version }: CatalogComponent): [string, string] => [words.names[name] ?? name, version];

/** What the service itself puts into a cluster of this version. */
export const Components = ({ version }: { version: string }) => (
  <Awaited of={useVersions()}>
    {({ items }) => {
      const offer = items.find((one) => one.version === version);
      if (!offer) return <p className="kw-quiet">{words.unknown(version)}</p>;
      return (
        <>
          <p className="kw-quiet">{words.body}</p>
          <Facts facts={offer.components.map(fact)} />
        </>
      );
    }}
  </Awaited>
);
