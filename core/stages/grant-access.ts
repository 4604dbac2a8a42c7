import { accessOf } from "#core/clusters/access-groups.ts";
import { accessObjects } from "./access-objects.ts";
import { made } from "./made.ts";
import type { Stage } from "./stage.ts";
import { endExemptions } from "./webhooks.ts";
import { liftFence } from "./write-fence.ts";

/**
 * The roles' groups get their rights inside the cluster, in the generations that the cluster's record names. What is restored may have been
 * taken of a cluster that went to sleep: it is opened again.
 */
export const grantAccess: Stage = async (input, { state, kubernetes, secrets }) => {
  const [cluster, { kind }, keys] = await Promise.all([
    state.cluster(input.tenantId, input.clusterId),
    state.operation(input.tenantId, input.operationId),
    secrets.keys(input.clusterId),
  ]);
  const api = await kubernetes.connect({ dnsName: made(cluster, "loadBalancer").dnsName, keys });
  await Promise.all(accessObjects(accessOf(cluster)).map((object) => api.apply(object)));
  if (kind !== "cluster.restore") return;
  await endExemptions(api);
  await liftFence(api);
};
