import { accessObjects } from "./access-objects.ts";
import { grantAccess } from "./grant-access.ts";
import { made } from "./made.ts";
import { revocationOf } from "./revocation.ts";
import type { Stage } from "./stage.ts";

/**
 * Binds the roles' rights to the next generation of their groups: from then on those that have been handed out are without any.
 * Nobody is given the next generation before the operation ends.
 */
export const moveAccess: Stage = async (input, ports) => {
  const { state, kubernetes, secrets } = ports;
  const [{ access }, cluster, keys] = await Promise.all([
    revocationOf(input, ports),
    state.cluster(input.tenantId, input.clusterId),
    secrets.keys(input.clusterId),
  ]);
  const api = await kubernetes.connect({ dnsName: made(cluster, "loadBalancer").dnsName, keys });
  await Promise.all(accessObjects(access).map((object) => api.apply(object)));
};

/** The rights go back to the groups of the record, which are those that are still handed out. */
export const undoMoveAccess: Stage = async (input, ports) => {
  const { resources } = await ports.state.cluster(input.tenantId, input.clusterId);
  // Without a load balancer there is no API that could have been asked.
  if (resources.loadBalancer) await grantAccess(input, ports);
};
