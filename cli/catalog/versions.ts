import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { table } from "#cli/table.ts";

export const catalogVersions = (world: World): Command =>
  verb("versions", "list Kubernetes versions on offer, newest first").action(async (options: CommonOptions) => {
    const { client, print } = openSession(world, options);
    const { items } = await client("catalogVersions", {});
    const rows = items.map(({ version, minor, default: isDefault }) => [version, minor, isDefault ? "yes" : undefined]);
    print(items, table(["VERSION", "MINOR", "DEFAULT"], rows));
  });
