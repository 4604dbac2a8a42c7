import { NotFound, TemporaryFailure } from "#core/errors.ts";
import type { ClusterKeys } from "#core/ports/cluster-keys.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import type { World } from "./world.ts";

export const secretIds = (clusterId: string): { controlPlane: string; worker: string; drill: string } => ({
  controlPlane: `fake/${clusterId}/control-plane`,
  worker: `fake/${clusterId}/worker`,
  drill: `fake/${clusterId}/drill`,
});

export const fakeSecrets = (world: World): Secrets => {
  const kept = (clusterId: string): ClusterKeys | undefined =>
    structuredClone(world.get("secrets", secretIds(clusterId).controlPlane)?.value as ClusterKeys | undefined);
  return {
    async ensureKeys(clusterId, make) {
      const made = kept(clusterId) ?? (await make());
      // Somebody may have been faster while they were made.
      const keys = kept(clusterId) ?? made;
      const { controlPlane, worker } = secretIds(clusterId);
      const { bootstrapToken, caCertHash } = keys;
      if (!world.get("secrets", controlPlane)) world.add("secrets", clusterId, { value: keys }, controlPlane);
      if (!world.get("secrets", worker))
        world.add("secrets", clusterId, { value: { bootstrapToken, caCertHash } }, worker);
      return structuredClone(keys);
    },
    async keys(clusterId) {
      const keys = kept(clusterId);
      if (!keys) throw new NotFound(`cluster ${clusterId} has no keys`);
      return keys;
    },
    async changeKeys(clusterId, change) {
      const { controlPlane, worker } = secretIds(clusterId);
      const [was, before] = [await this.keys(clusterId), JSON.stringify(kept(clusterId))];
      const now = await change(was);
      // Somebody may have been faster while they were changed.
      if (JSON.stringify(kept(clusterId)) !== before)
        throw new TemporaryFailure(`the keys of ${clusterId} were changed by somebody else`);
      const { bootstrapToken, caCertHash } = now;
      const [keys, told] = [world.get("secrets", controlPlane), world.get("secrets", worker)];
      if (keys) keys.value = structuredClone(now);
      if (told) told.value = { bootstrapToken, caCertHash };
      return structuredClone(now);
    },
    ids: secretIds,
    async ensureDrill(clusterId) {
      const { encryptionKey, earlierEncryptionKeys } = await this.keys(clusterId);
      const value = { encryptionKey, ...(earlierEncryptionKeys ? { earlierEncryptionKeys } : {}) };
      const { drill } = secretIds(clusterId);
      if (!world.get("secrets", drill)) world.add("secrets", clusterId, { value }, drill);
    },
    async removeDrill(clusterId) {
      const { drill } = secretIds(clusterId);
      world.drop(
        "secrets",
        world.of("secrets", clusterId).filter(({ id }) => id === drill),
      );
    },
    async remove(clusterId) {
      world.drop("secrets", world.of("secrets", clusterId));
    },
  };
};
