import type { Identities } from "#core/ports/cloud.ts";
import type { World } from "./world.ts";

const identityName = (clusterId: string, role: string): string => `kubewright-${clusterId}-${role}`;

const identity = (world: World, clusterId: string, role: string): string => {
  const name = identityName(clusterId, role);
  if (!world.get("roles", name)) world.add("roles", clusterId, {}, name);
  if (!world.get("instanceProfiles", name)) world.add("instanceProfiles", clusterId, {}, name);
  return name;
};

export const fakeIdentities = (world: World): Identities => ({
  async ensure(clusterId) {
    return {
      controlPlaneProfile: identity(world, clusterId, "control-plane"),
      workerProfile: identity(world, clusterId, "worker"),
    };
  },
  async ensureWorkers(clusterId) {
    return { workerProfile: identity(world, clusterId, "worker") };
  },
  async ensureDrill({ clusterId }) {
    return { drillProfile: identity(world, clusterId, "drill") };
  },
  async removeDrill(clusterId) {
    const isIt = ({ id }: { id: string }): boolean => id === identityName(clusterId, "drill");
    world.drop("instanceProfiles", world.of("instanceProfiles", clusterId).filter(isIt));
    world.drop("roles", world.of("roles", clusterId).filter(isIt));
  },
  async remove(clusterId) {
    world.drop("instanceProfiles", world.of("instanceProfiles", clusterId));
    world.drop("roles", world.of("roles", clusterId));
  },
});
