import type { MachineBootstrap } from "#core/ports/machine-bootstrap.ts";
import { userData } from "#node/machine-config.ts";

/** User data as the project's own node image understands it. */
export const nodeBootstrap = (region: string): MachineBootstrap => ({
  userData: (bootstrap) => userData({ ...bootstrap, region }),
});
