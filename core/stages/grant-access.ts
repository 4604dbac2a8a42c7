import { accessOf } from "#core/clusters/access-groups.ts";
import { accessObjects } from "./access-objects.ts";
import { made } from "./made.ts";
import type { Stage } from "./stage.ts";

/** The roles' groups get their rights inside the cluster, in the generations that the cluster's record names. */
export const grantAccess: Stage = async (input, { state, kubernetes, secrets }) => {
  const [cluster, keys] = await Promise.all([
    state.cluster(input.tenantId, input.clusterId),
    secrets.keys(input.clusterId),
  ]);
  const api = await kubernetes.connect({ dnsName: made(cluster, "loadBalancer").dnsName, keys });
  await Promise.all(accessObjects(accessOf(cluster)).map((object) => api.apply(object)));
};
