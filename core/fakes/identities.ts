import type { Identities } from "#core/ports/cloud.ts";
import type { World } from "./world.ts";

export const fakeIdentities = (world: World): Identities => ({
  async ensure(clusterId) {
    const identity = (role: string): string => {
      const name = `kubewright-${clusterId}-${role}`;
      if (!world.get("roles", name)) world.add("roles", clusterId, {}, name);
      if (!world.get("instanceProfiles", name)) world.add("instanceProfiles", clusterId, {}, name);
      return name;
    };
    return { controlPlaneProfile: identity("control-plane"), workerProfile: identity("worker") };
  },
  async remove(clusterId) {
    world.drop("instanceProfiles", world.of("instanceProfiles", clusterId));
    world.drop("roles", world.of("roles", clusterId));
  },
});
