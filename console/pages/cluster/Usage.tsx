import { useQuery } from "@tanstack/react-query";
import { answered, api } from "../../api/client.ts";
import { lookAgain, pace } from "../../api/polling.ts";
import type { UsageReport } from "../../api/types.ts";
import { texts } from "../../texts.ts";
import { Awaited } from "../../ui/Awaited.tsx";
import { DataTable } from "../../ui/DataTable.tsx";
import { Section } from "../../ui/Section.tsx";

const { usage: words, bill } = texts;

const useUsage = (clusterId: string) =>
  useQuery({
    queryKey: ["usage", clusterId],
    queryFn: () => answered(api.GET("/clusters/{clusterId}/usage", { params: { path: { clusterId } } })),
    refetchInterval: lookAgain(() => pace.slow),
  });

type Line = UsageReport["items"][number];

/** All days together, by what was used. */
const summed = (items: readonly Line[]): Line[] => {
  const lines = new Map<string, Line>();
  for (const item of items) {
    const key = `${item.part}/${item.priceKey}`;
    const { unitSeconds = 0 } = lines.get(key) ?? {};
    lines.set(key, { ...item, unitSeconds: unitSeconds + item.unitSeconds });
  }
  return [...lines.values()].sort((a, b) => a.part.localeCompare(b.part) || a.kind.localeCompare(b.kind));
};

const kibAGiB = 1_048_576;

/** Of storage GiB-hours. */
const hoursOf = (kind: Line["kind"], unitSeconds: number): number =>
  unitSeconds / (kind === "snapshot" ? kibAGiB : 1) / 3600;

/** What the cluster has used this month, whatever it costs. */
export const Usage = ({ clusterId }: { clusterId: string }) => (
  <Section head={words.head}>
    <Awaited of={useUsage(clusterId)}>
      {({ items }) => (
        <DataTable
          label={words.head}
          rows={summed(items)}
          rowKey={({ part, priceKey }) => `${part}/${priceKey}`}
          empty={words.none}
          columns={[
            { head: bill.part, cell: ({ part, nodeGroup }) => nodeGroup ?? part },
            { head: words.kind, cell: ({ kind }) => bill.kind[kind] },
            { head: words.what, cell: ({ priceKey }) => priceKey },
            {
              head: words.used,
              cell: ({ kind, unitSeconds }) => words.amount(kind, hoursOf(kind, unitSeconds)),
              number: true,
            },
          ]}
        />
      )}
    </Awaited>
  </Section>
);
