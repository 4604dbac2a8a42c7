import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { table } from "#cli/table.ts";

export const catalogZones = (world: World): Command =>
  verb("zones", "list the region's zones that take machines").action(async (options: CommonOptions) => {
    const { client, print } = openSession(world, options);
    const { items } = await client("catalogZones", {});
    print(
      items,
      table(
        ["ZONE", "ID"],
        items.map(({ name, id }) => [name, id]),
      ),
    );
  });
