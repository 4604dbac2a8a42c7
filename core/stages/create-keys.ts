import type { ClusterKeys } from "#core/ports/cluster-keys.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import type { ClusterRecord } from "#core/records.ts";
import type { Stage } from "./stage.ts";

/** What Secrets are encrypted with in a backup that the cluster is born from. @throws NotFound when the backup's cluster has gone */
const earlierKeys = async (
  { restoredFrom }: ClusterRecord,
  secrets: Secrets,
): Promise<Pick<ClusterKeys, "earlierEncryptionKeys">> => {
  if (!restoredFrom) return {};
  const { encryptionKey, earlierEncryptionKeys = [] } = await secrets.keys(restoredFrom.clusterId);
  return { earlierEncryptionKeys: [...earlierEncryptionKeys, encryptionKey] };
};

/** The cluster's certificate authorities, service-account keys and tokens. A repeat keeps the first ones. */
export const createKeys: Stage = async (input, { state, secrets, authority, clock }) => {
  const { files } = await secrets.ensureKeys(input.clusterId, async () => {
    const cluster = await state.cluster(input.tenantId, input.clusterId);
    return { ...(await authority.newKeys()), ...(await earlierKeys(cluster, secrets)) };
  });
  const certificateAuthority = files["pki/ca.crt"];
  if (certificateAuthority === undefined) throw new Error("the keys hold no pki/ca.crt");
  await state.updateCluster(input, { resources: { certificateAuthority }, at: clock.now() });
};

export const undoCreateKeys: Stage = ({ clusterId }, { secrets }) => secrets.remove(clusterId);
