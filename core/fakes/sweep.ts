import type { Sweep } from "#core/ports/sweep.ts";
import { kindNames, type World } from "./world.ts";

export const fakeSweep = (world: World): Sweep => ({
  async leftovers(clusterId) {
    const left = kindNames.flatMap((kind) => world.of(kind, clusterId).map(({ id }) => `${kind}/${id}`));
    return { checked: [...kindNames], left };
  },
});
