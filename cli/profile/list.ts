import { existsSync } from "node:fs";
import type { Command } from "commander";
import { type CommonOptions, printer, verb, type World } from "#cli/command.ts";
import { findProfile, type Profile, profilesFile, readProfiles } from "#cli/profile.ts";
import { table } from "#cli/table.ts";

/** The one that commands would use now; none is no fault here. */
const inUse = (world: World, asked: string | undefined): Profile | undefined => {
  try {
    return findProfile(world.env, asked);
  } catch {
    return undefined;
  }
};

export const profileList = (world: World): Command =>
  verb("list", "list the services that are known, and which one commands use").action(
    ({ output, profile: asked }: CommonOptions) => {
      const file = profilesFile(world.env);
      const { profiles } = existsSync(file) ? readProfiles(file) : { profiles: {} };
      const used = inUse(world, asked);
      const known = Object.entries(profiles).map(([name, profile]) => ({
        name,
        ...profile,
        file,
        used: used?.name === name,
      }));
      // One that stands in no list: a file of its own, or the environment.
      const other = used && used.name === undefined ? [{ ...used, token: undefined, name: undefined, used: true }] : [];
      const found = [...other, ...known];
      const rows = found.map((one) => [
        one.used ? "*" : " ",
        one.name,
        one.apiUrl,
        one.auth ?? "token",
        [one.tenant, one.role].filter(Boolean).join(" "),
        one.file ?? "KUBEWRIGHT_API_URL",
      ]);
      const heads = [" ", "NAME", "API", "AUTH", "WHO", "FROM"];
      printer(world, output)(
        found,
        found.length > 0 ? table(heads, rows) : `No service is known; ${file} may list some.`,
      );
    },
  );
