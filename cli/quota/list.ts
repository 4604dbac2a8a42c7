import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { table } from "#cli/table.ts";

export const quotaList = (world: World): Command =>
  verb("list", "list what the tenant may have, and has").action(async (options: CommonOptions) => {
    const { client, print } = openSession(world, options);
    const { items } = await client("quotaList", {});
    const rows = items.map(({ name, used, limit }) => [name, String(used), String(limit), String(limit - used)]);
    print(items, table(["QUOTA", "USED", "LIMIT", "LEFT"], rows));
  });
