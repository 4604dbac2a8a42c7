import { NotYet } from "#core/errors.ts";
import { connectTo } from "./node-change.ts";
import type { Stage } from "./stage.ts";
import { endExemptions, exemptSystem } from "./webhooks.ts";
import { liftFence, raiseFence } from "./write-fence.ts";

/**
 * What the snapshot shall hold is written first: nobody writes, no webhook stands in the way of waking, and no machine may join that comes
 * before the nodes of today have left Kubernetes. @throws NotYet until the token that machines join by is forgotten
 */
export const closeCluster: Stage = async (input, ports) => {
  const cluster = await ports.state.cluster(input.tenantId, input.clusterId);
  const api = await connectTo(cluster, ports);
  await exemptSystem(api);
  await raiseFence(api, "everybody");
  const { bootstrapToken } = await ports.secrets.keys(input.clusterId);
  const id = bootstrapToken.split(".")[0] ?? "";
  await api.remove({ apiVersion: "v1", kind: "Secret", name: `bootstrap-token-${id}`, namespace: "kube-system" });
  const info = await api.get({ apiVersion: "v1", kind: "ConfigMap", name: "cluster-info", namespace: "kube-public" });
  const { [`jws-kubeconfig-${id}`]: signature } = (info?.["data"] ?? {}) as Record<string, string>;
  if (signature !== undefined) throw new NotYet("the bootstrap token's signature is still there");
};

/** Everybody writes again, and webhooks are what they were. Each operation that lets machines join makes the token anew. */
export const undoCloseCluster: Stage = async (input, ports) => {
  const cluster = await ports.state.cluster(input.tenantId, input.clusterId);
  // Without a load balancer there is no API that could have been asked.
  if (!cluster.resources.loadBalancer) return;
  const api = await connectTo(cluster, ports);
  await endExemptions(api);
  await liftFence(api);
};
