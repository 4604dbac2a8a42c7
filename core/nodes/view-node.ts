import type { NodeDetails } from "#contract/nodes.ts";
import type { Call, ReadPorts } from "#core/clusters/command.ts";
import { NotFound, TemporaryFailure } from "#core/errors.ts";
import type { KubernetesClusters, NodeFigures } from "#core/ports/cloud.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import { isKept } from "./is-kept.ts";
import { nodeView } from "./node-view.ts";

export interface ViewNodePorts extends ReadPorts {
  secrets: Pick<Secrets, "keys">;
  kubernetes: KubernetesClusters;
}

/** What the node has and uses, or why that is not known now. */
type Figures = Partial<NodeFigures> & { unknown?: string };

const figuresOf = async (
  { clusterId, resources }: ClusterRecord,
  node: NodeRecord,
  { secrets, kubernetes }: ViewNodePorts,
): Promise<Figures> => {
  const { name } = node;
  if (isKept(node)) return { unknown: "its machine is kept out of service" };
  if (name === undefined || !resources.loadBalancer) return { unknown: "it has not joined the cluster yet" };
  try {
    const keys = await secrets.keys(clusterId);
    const api = await kubernetes.connect({ dnsName: resources.loadBalancer.dnsName, keys });
    const figures = await api.figures(name);
    if (!figures) return { unknown: "Kubernetes knows no such node" };
    return figures.usage ? figures : { ...figures, unknown: "its kubelet does not say what is used" };
  } catch (error) {
    if (error instanceof TemporaryFailure) return { unknown: "the cluster's Kubernetes API does not answer" };
    throw error;
  }
};

/** One node, with what it has and what is used of it as its kubelet says. @throws NotFound */
export const viewNode = async (
  { caller: { tenantId }, params: { clusterId, nodeId } }: Call<undefined, { clusterId: string; nodeId: string }>,
  ports: ViewNodePorts,
): Promise<NodeDetails> => {
  const cluster = await ports.state.cluster(tenantId, clusterId);
  const [groups, { items }] = await Promise.all([
    ports.state.nodeGroups(tenantId, clusterId),
    ports.state.nodes(tenantId, clusterId),
  ]);
  const node = items.find((one) => one.nodeId === nodeId);
  if (!node || cluster.state === "deleted") throw new NotFound(`the cluster has no node ${nodeId}`);
  return { ...nodeView(node, groups), ...(await figuresOf(cluster, node, ports)) };
};
