import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { killGroup, removeGroup } from "./cgroups.ts";
import { restoreLimits } from "./kernel-limits.ts";
import { removeAllNamespaces } from "./network.ts";
import { placeOf } from "./place.ts";

/**
 * Takes away everything that sandboxes of a state folder are or have left, with no record needed: processes (and with them their
 * mounts), cgroups, network namespaces, sockets, disks. No region may be using the folder.
 */
export const sweepSandboxes = async (stateDir: string): Promise<void> => {
  if (!existsSync(stateDir)) return;
  const place = placeOf(stateDir);
  await killGroup(place.prefix);
  await removeAllNamespaces(place);
  await removeGroup(place.prefix);
  rmSync(place.runDir, { recursive: true, force: true });
  restoreLimits(place);
  for (const name of ["credentials", "machines", "vpcs"])
    rmSync(join(place.stateDir, name), { recursive: true, force: true });
};
