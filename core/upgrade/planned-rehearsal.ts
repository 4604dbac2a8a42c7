import type { PlannedRehearsal } from "#contract/rehearsals.ts";
import { priceOf } from "#core/billing/price-of.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { ClusterRecord } from "#core/records.ts";
import { drillDiskFor, drillMachineOf } from "#core/stages/drill-plan.ts";

/** It powers itself off then, and is terminated by that: see node/files (drill). */
const mostSeconds = 2700;

/** The machine that the upgrade would be rehearsed on. How large the snapshot is, and with it the disk, is known once it is there. */
export const plannedRehearsal = async (
  cluster: ClusterRecord,
  version: string,
  { prices, now }: { prices: Prices; now: string },
): Promise<PlannedRehearsal> => {
  const machineType = drillMachineOf(cluster);
  const rootDiskGiB = drillDiskFor(1);
  const billables = [
    { kind: "machine" as const, priceKey: `machine/${machineType}/on-demand`, quantity: 1, part: "drill" },
    { kind: "volume" as const, priceKey: "volume/gp3", quantity: rootDiskGiB, part: "drill" },
  ];
  const book = await prices.book(billables, { since: now, until: now });
  const { perHourMicros, unrated } = priceOf(billables, { nodeGroups: [], book, now });
  const mostMicros = Math.ceil((perHourMicros * mostSeconds) / 3600);
  return { machineType, version, rootDiskGiB, perHourMicros, mostSeconds, mostMicros, unrated };
};
