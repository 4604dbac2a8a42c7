import { keysAt, signingCertificate } from "#core/keys/rotation.ts";
import type { StageInput } from "#core/ports/state.ts";
import { setSigningCertificate } from "./add-ons.ts";
import { imagesOf } from "./machine-image.ts";
import { connectTo } from "./node-change.ts";
import { setDiscoveredAuthorities } from "./published-authorities.ts";
import type { Ports } from "./stage.ts";

/**
 * Machines that come have the keys of the revision, and those that are there trust them. They boot the newest image of their version: older
 * ones may not know how to join where two authorities are trusted. A repeat keeps the set that was made first.
 */
export const prepareKeys = async (input: StageInput, revision: number, ports: Ports): Promise<void> => {
  const { state, secrets, authority, clock } = ports;
  const { tenantId, clusterId } = input;
  const cluster = await state.cluster(tenantId, clusterId);
  const keys = await secrets.changeKeys(clusterId, (kept) => keysAt(kept, revision, () => authority.newKeys()));
  const isNew = cluster.keySet?.revision !== revision;
  await state.updateCluster(input, {
    resources: {
      certificateAuthority: keys.files["pki/ca.crt"] ?? "",
      ...(await imagesOf(cluster, cluster.spec.version, ports)),
    },
    keySet: {
      revision,
      at: isNew ? clock.now() : (cluster.keySet?.at ?? clock.now()),
      ...(keys.madeAt === undefined ? {} : { madeAt: keys.madeAt }),
    },
    at: clock.now(),
  });
  const api = await connectTo(cluster, ports);
  await setSigningCertificate(api, `/etc/kubernetes/${signingCertificate}`);
  // Last: until here it says that there is something to do.
  await setDiscoveredAuthorities(api, keys.files["pki/ca.crt"] ?? "");
};
