import { type Command, Option } from "commander";
import type { CatalogMachineType } from "#cli/api-types.ts";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { table } from "#cli/table.ts";
import { hourly } from "#contract/hourly.ts";
import { type Architecture, architectures } from "#contract/machine-types.ts";

interface TypeOptions extends CommonOptions {
  architecture?: Architecture;
  zone?: string;
}

const priceOf = (price: { perHourMicros: number } | undefined): string | undefined =>
  price && hourly(price.perHourMicros);

const row = ({ id, category, architecture, vcpus, memoryMiB, gpu, zones, prices }: CatalogMachineType) => [
  id,
  category,
  architecture,
  String(vcpus),
  `${memoryMiB / 1024} GiB`,
  gpu && `${gpu.count} × ${gpu.name}`,
  priceOf(prices.onDemand),
  prices.onDemand?.from,
  priceOf(prices.spot),
  zones.join(", "),
];

/** Where the prices are from. */
const sources = (items: readonly CatalogMachineType[]): string => {
  const all = items.flatMap(({ prices: { onDemand, spot } }) => [onDemand, spot].map((price) => price?.source));
  const named = [...new Set(all.filter((source) => source !== undefined))];
  return [`Dollars an hour in ${items[0]?.prices.region}, before tax; of spot machines now.`, ...named].join("\n");
};

export const catalogMachineTypes = (world: World): Command =>
  verb("machine-types", "list machine types on offer, where there are some, and what they cost")
    .addOption(new Option("--architecture <name>", "only those of this architecture").choices(architectures))
    .option("--zone <zone>", "only those that this zone has")
    .action(async ({ architecture, zone, ...options }: TypeOptions) => {
      const { client, print } = openSession(world, options);
      const query = { ...(architecture ? { architecture } : {}), ...(zone ? { zone } : {}) };
      const { items } = await client("catalogMachineTypes", { query });
      const heads = ["TYPE", "FOR", "ARCHITECTURE", "VCPUS", "MEMORY", "GPU", "ON DEMAND", "SINCE", "SPOT", "ZONES"];
      const text = () => `${table(heads, items.map(row))}\n\n${sources(items)}`;
      print(items, items.length > 0 ? text() : "No such machine types.");
    });
