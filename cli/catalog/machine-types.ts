import { type Command, Option } from "commander";
import type { CatalogMachineType } from "#cli/api-types.ts";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { table } from "#cli/table.ts";
import { type Architecture, architectures } from "#contract/machine-types.ts";

interface TypeOptions extends CommonOptions {
  architecture?: Architecture;
  zone?: string;
}

const row = ({ id, category, architecture, vcpus, memoryMiB, gpu, zones }: CatalogMachineType) => [
  id,
  category,
  architecture,
  String(vcpus),
  `${memoryMiB / 1024} GiB`,
  gpu && `${gpu.count} × ${gpu.name}`,
  zones.join(", "),
];

export const catalogMachineTypes = (world: World): Command =>
  verb("machine-types", "list machine types on offer, and where there are some")
    .addOption(new Option("--architecture <name>", "only those of this architecture").choices(architectures))
    .option("--zone <zone>", "only those that this zone has")
    .action(async ({ architecture, zone, ...options }: TypeOptions) => {
      const { client, print } = openSession(world, options);
      const query = { ...(architecture ? { architecture } : {}), ...(zone ? { zone } : {}) };
      const { items } = await client("catalogMachineTypes", { query });
      const heads = ["TYPE", "FOR", "ARCHITECTURE", "VCPUS", "MEMORY", "GPU", "ZONES"];
      print(items, items.length > 0 ? table(heads, items.map(row)) : "No such machine types.");
    });
