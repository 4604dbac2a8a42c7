import type { Stage } from "./stage.ts";

/** The cluster's certificate authorities, service-account keys and tokens. A repeat keeps the first ones. */
export const createKeys: Stage = async (input, { state, secrets, authority, clock }) => {
  const { files } = await secrets.ensureKeys(input.clusterId, () => authority.newKeys());
  const certificateAuthority = files["pki/ca.crt"];
  if (certificateAuthority === undefined) throw new Error("the keys hold no pki/ca.crt");
  await state.updateCluster(input, { resources: { certificateAuthority }, at: clock.now() });
};

export const undoCreateKeys: Stage = ({ clusterId }, { secrets }) => secrets.remove(clusterId);
