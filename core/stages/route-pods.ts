import { NotYet } from "#core/errors.ts";
import { made } from "./made.ts";
import type { Stage } from "./stage.ts";

/** A route for each node's pod range. The routes go with the network, so there is nothing to undo. */
export const routePods: Stage = async (input, { state, network, kubernetes, secrets }) => {
  const [cluster, keys] = await Promise.all([
    state.cluster(input.tenantId, input.clusterId),
    secrets.keys(input.clusterId),
  ]);
  const api = await kubernetes.connect({ dnsName: made(cluster, "loadBalancer").dnsName, keys });
  const routes = (await api.nodes()).map(({ name, providerId, podCidr }) => {
    if (podCidr === undefined) throw new NotYet(`node ${name} has no pod range yet`);
    return { podCidr, instanceId: providerId.split("/").at(-1) ?? "" };
  });
  await network.routePods({ clusterId: input.clusterId, routes });
};
